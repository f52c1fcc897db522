package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code /api/v1} of the runnable WAR does with whole rooms, and for those who run the server. */
class RestFilesIT extends RestServer {
    @Test
    void anExportedRoomReadsTheSameAfterItsImport() throws IOException {
        for (int i = 0; i < 600; i++) {
            post(i % 2 == 0 ? GUEST : OTHER, "source", "text " + i + " 한국 \uD83D\uDE00");
        }
        assertThat(send(GUEST, "DELETE", "rooms/source/messages/1", "").status())
                .isEqualTo(201);
        assertThat(send(GUEST, "PATCH", "rooms/source/messages/3", "{\"text\":\"new\"}")
                        .status())
                .isEqualTo(201);
        assertThat(send(ADMIN, "PUT", "rooms/source/state/topic", "{\"value\":\"tea\"}")
                        .status())
                .isEqualTo(201);
        assertProblem(get(GUEST, "rooms/source/export"), 403, "notAllowed");
        RawHttp export = get(ADMIN, "rooms/source/export");
        assertThat(export.status()).isEqualTo(200);
        String file = export.body();
        assertThat(file.lines()).hasSize(604);
        RawHttp imported = send(ADMIN, "POST", "rooms/copy/import", file, LINES);
        assertThat(imported.status()).as(imported.body()).isEqualTo(201);
        assertThat(json(imported).getInt("head")).isEqualTo(603);
        String again = get(ADMIN, "rooms/copy/export").body();
        assertThat(again.lines().skip(1).toList())
                .isEqualTo(file.lines().skip(1).toList());
        assertThat(json(get(GUEST, "rooms/copy/messages?around=3")).getJsonArray("messages"))
                .isEqualTo(json(get(GUEST, "rooms/source/messages?around=3")).getJsonArray("messages"));
        assertThat(json(get(GUEST, "rooms/copy/state/topic")).getString("value"))
                .isEqualTo("tea");
        assertProblem(send(ADMIN, "POST", "rooms/copy/import", file, LINES), 409, "occupied");
        assertProblem(send(GUEST, "POST", "rooms/mine/import", file, LINES), 404, "notFound");
        String cut = file.lines().limit(300).collect(Collectors.joining("\n", "", "\n"));
        assertProblem(send(ADMIN, "POST", "rooms/cut/import", cut, LINES), 400, "badField");
        assertProblem(get(ADMIN, "rooms/cut/messages"), 404, "notFound");
        String epoch = json(get(ADMIN, "rooms/copy/messages")).getString("epoch");
        assertThat(json(get(ADMIN, "rooms/source/messages")).getString("epoch")).isNotEqualTo(epoch);
    }

    @Test
    void aClearedRoomIsAsIfItHadNeverBeen() throws IOException {
        post(GUEST, "cleared", "one");
        assertProblem(send(GUEST, "DELETE", "rooms/cleared", ""), 403, "notAllowed");
        RawHttp cleared = send(ADMIN, "DELETE", "rooms/cleared", "");
        assertThat(cleared.status()).as(cleared.body()).isEqualTo(200);
        assertThat(json(cleared).getInt("head")).isZero();
        assertProblem(get(GUEST, "rooms/cleared/messages"), 404, "notFound");
        assertThat(post(GUEST, "cleared", "two")).isEqualTo(1);
    }

    @Test
    void whatAPersonWroteIsErasedInEveryRoomAndItsPositionsStay() throws IOException {
        String third = "CCCCCCCCCCCCCCCCCCCCCA";
        for (String room : List.of("erase1", "erase2")) {
            post(third, room, "personal");
            post(GUEST, room, "kept");
        }
        assertProblem(send(GUEST, "POST", "people/" + id(third) + "/erase", "{}"), 403, "notAllowed");
        RawHttp erased = send(ADMIN, "POST", "people/" + id(third) + "/erase", "{}", "Idempotency-Key: e1");
        assertThat(json(erased).getJsonArray("rooms")).as(erased.body()).hasSize(2);
        assertThat(json(erased).getJsonArray("failed")).isEmpty();
        long head = json(get(GUEST, "rooms/erase1/messages")).getInt("head");
        RawHttp again = send(ADMIN, "POST", "people/" + id(third) + "/erase", "{}", "Idempotency-Key: e1");
        assertThat(again.status()).isEqualTo(200);
        RawHttp page = get(GUEST, "rooms/erase1/messages");
        assertThat(json(page).getInt("head")).as("once only").isEqualTo((int) head);
        assertThat(page.body()).doesNotContain("personal").contains("kept");
        assertThat(message(page, 0).getBoolean("deleted")).isTrue();
        assertThat(message(page, 1).getInt("n")).isEqualTo(2);
    }

    @Test
    void erasingAgainWritesNothingUntilThereIsSomethingToErase() throws IOException {
        String fourth = "EEEEEEEEEEEEEEEEEEEEEA";
        post(GUEST, "again", "kept");
        post(fourth, "again", "personal");
        String path = "people/" + id(fourth) + "/erase";
        assertThat(json(send(ADMIN, "POST", path, "{}")).getJsonArray("rooms")).hasSize(1);
        int head = json(get(GUEST, "rooms/again/messages")).getInt("head");
        for (int i = 0; i < 3; i++) {
            RawHttp again = send(ADMIN, "POST", path, "{}");
            assertThat(again.status()).isEqualTo(200);
            assertThat(json(again).getJsonArray("rooms")).isEmpty();
        }
        assertThat(json(get(GUEST, "rooms/again/messages")).getInt("head")).isEqualTo(head);
        post(fourth, "again", "personal too");
        assertThat(json(send(ADMIN, "POST", path, "{}")).getJsonArray("rooms")).hasSize(1);
        assertThat(get(GUEST, "rooms/again/messages").body())
                .doesNotContain("personal")
                .contains("kept");
    }

    @Test
    void administratorsCopyTheStoreIntoItsFolderOnly() throws IOException {
        post(GUEST, "copied", "one");
        assertProblem(send(GUEST, "POST", "backup", "{\"to\":\"a.db\"}"), 403, "notAllowed");
        for (String name : List.of("../a", "/tmp/a", ".a", "a/b", "a\\\\b", "", "a".repeat(65))) {
            assertProblem(send(ADMIN, "POST", "backup", "{\"to\":\"" + name + "\"}"), 400, "badField");
        }
        RawHttp done = send(ADMIN, "POST", "backup", "{\"to\":\"a.db\"}");
        assertThat(done.status()).as(done.body()).isEqualTo(201);
        assertThat(Files.size(data.resolve("backups/a.db")))
                .isEqualTo(json(done).getInt("bytes"));
        assertProblem(send(ADMIN, "POST", "backup", "{\"to\":\"a.db\"}"), 409, "exists");
    }

    @Test
    void whoIsBannedOnTheServerReadsNoRoom() throws IOException {
        String banned = "DDDDDDDDDDDDDDDDDDDDDA";
        post(banned, "everywhere", "one");
        String order = "{\"act\":\"ban\",\"member\":\"" + id(banned) + "\"}";
        assertProblem(send(GUEST, "POST", "moderation", order), 403, "notAllowed");
        assertThat(send(ADMIN, "POST", "moderation", order).status()).isEqualTo(201);
        assertProblem(get(banned, "rooms/everywhere/messages"), 403, "notAllowed");
        assertProblem(send(ADMIN, "POST", "moderation", order.replace("ban", "kick")), 400, "badField");
        assertProblem(send(GUEST, "POST", "tokens/revoke", "{\"jti\":\"t1\"}"), 403, "notAllowed");
        assertThat(send(ADMIN, "POST", "tokens/revoke", "{\"jti\":\"t1\"}").status())
                .isEqualTo(201);
        assertProblem(send(ADMIN, "POST", "tokens/revoke", "{}"), 400, "badField");
    }
}
