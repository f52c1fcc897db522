package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.RawHttp;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code /api/v1} of the runnable WAR answers about messages and those who moderate them. */
class RestIT extends RestServer {
    @Test
    void aRetryWithTheSameKeyIsAnsweredWithTheFirstPosition() throws IOException {
        RawHttp first = send(GUEST, "POST", "rooms/retry/messages", "{\"text\":\"안녕\"}", "Idempotency-Key: k1");
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        RawHttp again = send(GUEST, "POST", "rooms/retry/messages", "{\"text\":\"안녕\"}", "Idempotency-Key: k1");
        assertThat(again.status()).isEqualTo(200);
        assertThat(json(again).getBoolean("duplicate")).isTrue();
        assertThat(json(again).getInt("n")).isEqualTo(json(first).getInt("n"));
        assertThat(json(again).getString("epoch")).isEqualTo(json(first).getString("epoch"));
        RawHttp other = send(GUEST, "POST", "rooms/retry/messages", "{\"text\":\"other\"}", "Idempotency-Key: k1");
        assertProblem(other, 409, "idReused");
    }

    @Test
    void aPageIsNotSentAgainUntilAnythingInItChanges() throws IOException {
        long n = post(GUEST, "tags", "one");
        RawHttp page = get(GUEST, "rooms/tags/messages?before=0&limit=10");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Cache-Control")).contains("private, no-cache");
        String tag = page.header("ETag").orElseThrow();
        RawHttp same = get(GUEST, "rooms/tags/messages?before=0&limit=10", "If-None-Match: " + tag);
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        RawHttp edit = send(GUEST, "PATCH", "rooms/tags/messages/" + n, "{\"text\":\"two\"}");
        assertThat(edit.status()).as(edit.body()).isEqualTo(201);
        RawHttp edited = get(GUEST, "rooms/tags/messages?before=0&limit=10", "If-None-Match: " + tag);
        assertThat(edited.status()).isEqualTo(200);
        assertThat(message(edited, 0).getString("text")).isEqualTo("two");
        assertThat(send(GUEST, "DELETE", "rooms/tags/messages/" + n, "").status())
                .isEqualTo(201);
        String newTag = edited.header("ETag").orElseThrow();
        RawHttp deleted = get(GUEST, "rooms/tags/messages?before=0&limit=10", "If-None-Match: " + newTag);
        assertThat(message(deleted, 0).getBoolean("deleted")).isTrue();
    }

    @Test
    void nobodyCanTellAHiddenRoomFromAMissingOne() throws IOException {
        post(ADMIN, "hidden", "secret");
        assertThat(send(ADMIN, "PUT", "rooms/hidden/state/door", "{\"value\":\"invited\"}")
                        .status())
                .isEqualTo(201);
        List<String> reads = List.of("messages", "members", "state/topic", "audit", "export");
        for (String read : reads) {
            RawHttp hidden = get(GUEST, "rooms/hidden/" + read);
            RawHttp missing = get(GUEST, "rooms/missing/" + read);
            assertProblem(hidden, 404, "notFound");
            assertThat(shape(hidden)).as(read).isEqualTo(shape(missing));
        }
        RawHttp clearHidden = send(GUEST, "DELETE", "rooms/hidden", "");
        RawHttp clearMissing = send(GUEST, "DELETE", "rooms/missing", "");
        assertProblem(clearHidden, 404, "notFound");
        assertThat(shape(clearHidden)).isEqualTo(shape(clearMissing));
        assertProblem(send(GUEST, "POST", "rooms/hidden/messages", "{\"text\":\"x\"}"), 404, "notFound");
        assertThat(get(GUEST, "rooms?list=mine").body()).doesNotContain("hidden");
        assertThat(get(ADMIN, "rooms?list=mine").body()).contains("hidden");
        assertThat(get(ADMIN, "rooms?list=all").body()).contains("hidden");
        assertProblem(get(GUEST, "rooms?list=all"), 403, "notAllowed");
    }

    @Test
    void whatAFormOrAForeignPageCanSendChangesNothing() throws IOException {
        String path = "/api/v1/rooms/forged/messages";
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
            RawHttp answer = RawHttp.send(
                    server, "POST", path, "{\"text\":\"x\"}", "Content-Type: " + type, "Authorization: Guest " + GUEST);
            assertProblem(checked("POST", path, answer), 415, "badMediaType");
        }
        assertProblem(RawHttp.send(server, "POST", path, "{\"text\":\"x\"}", JSON), 401, "noIdentity");
        assertProblem(
                send(GUEST, "POST", "rooms/forged/messages", "{\"text\":\"x\"}", "Origin: https://evil.example"),
                403,
                "forbidden");
        assertProblem(get(ADMIN, "rooms/forged/import"), 405, "badMethod");
        assertProblem(get(GUEST, "rooms/forged/messages"), 404, "notFound");
    }

    @Test
    void anOddMethodIsToldWhichThereAre() throws IOException {
        for (String method : List.of("PROPFIND", "FOO", "OPTIONS", "POST", "get")) {
            for (String path : List.of("/health/live", "/health/ready", "/api/v1/rooms")) {
                RawHttp answer = RawHttp.ask(server, method, path);
                assertThat(answer.status()).as("%s %s", method, path).isEqualTo(405);
                assertThat(answer.header("Allow")).as("%s %s", method, path).contains("GET, HEAD");
            }
            assertThat(RawHttp.ask(server, method, "/api/v1").status()).isEqualTo(404);
        }
        // Tomcat answers this one itself, before anybody else.
        assertThat(RawHttp.ask(server, "TRACE", "/health/ready").status()).isEqualTo(405);
        assertThat(RawHttp.ask(server, "HEAD", "/health/ready").status()).isEqualTo(200);
    }

    @Test
    void aBodyThatIsTooLargeOrBrokenIsRefusedByName() throws IOException {
        String path = "rooms/broken/messages";
        assertProblem(send(GUEST, "POST", path, "{\"text\":\"" + "x".repeat(70_000) + "\"}"), 413, "tooLarge");
        assertProblem(send(GUEST, "POST", path, "{\"text\":\"x\""), 400, "malformedJson");
        assertProblem(send(GUEST, "POST", path, "{\"text\":\"x\",\"text\":\"y\"}"), 400, "malformedJson");
        assertProblem(send(GUEST, "POST", path, "{}"), 400, "missingField");
        assertProblem(send(GUEST, "POST", path, "{\"text\":\"x\",\"replyTo\":1.5}"), 400, "badField");
        assertProblem(get(GUEST, "rooms/-bad/messages"), 404, "notFound");
        assertProblem(get(GUEST, "nothing"), 404, "notFound");
        RawHttp method = send(GUEST, "PUT", path, "{}");
        assertProblem(method, 405, "badMethod");
        assertThat(method.header("Allow")).contains("GET, HEAD, POST");
    }

    @Test
    void onlyModeratorsModerateAndReadWhy() throws IOException {
        post(GUEST, "moderated", "one");
        String order = "{\"act\":\"mute\",\"member\":\"" + id(OTHER) + "\",\"seconds\":60,\"reason\":\"noise\"}";
        assertProblem(send(GUEST, "POST", "rooms/moderated/moderation", order), 403, "notAllowed");
        assertThat(send(ADMIN, "POST", "rooms/moderated/moderation", order).status())
                .isEqualTo(201);
        RawHttp muted = send(OTHER, "POST", "rooms/moderated/messages", "{\"text\":\"x\"}");
        assertProblem(muted, 403, "muted");
        assertThat(Integer.parseInt(muted.header("Retry-After").orElse("0"))).isBetween(1, 61);
        RawHttp audit = get(ADMIN, "rooms/moderated/audit");
        JsonObject record = json(audit).getJsonArray("records").getJsonObject(0);
        assertThat(record.getString("reason")).isEqualTo("noise");
        assertThat(record.getString("member")).isEqualTo(id(OTHER));
        assertProblem(get(GUEST, "rooms/moderated/audit"), 403, "notAllowed");
        String member = "{\"act\":\"member\",\"member\":\"" + id(GUEST) + "\",\"rights\":\"rw\"}";
        assertThat(send(ADMIN, "POST", "rooms/moderated/moderation", member).status())
                .isEqualTo(201);
        assertThat(get(GUEST, "rooms/moderated/members").body()).contains(id(GUEST));
        assertThat(get(GUEST, "rooms?list=mine").body()).contains("moderated");
        assertThat(send(ADMIN, "PUT", "rooms/moderated/state/topic", "{\"value\":\"차\"}")
                        .status())
                .isEqualTo(201);
        assertThat(json(get(GUEST, "rooms/moderated/state/topic")).getString("value"))
                .isEqualTo("차");
    }
}
