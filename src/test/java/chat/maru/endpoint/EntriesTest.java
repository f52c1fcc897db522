package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.EmbeddedMaru;
import chat.maru.support.TestMember;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Edits, deletions, reactions and state are entries: whoever was away learns them on coming back. */
class EntriesTest {
    private static final String SECRET = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final String MODERATOR = "g:" + authorOf(SECRET);

    @TempDir
    Path data;

    private EmbeddedMaru maru;
    private TestMember jisu;

    private static String authorOf(String secret) {
        return chat.maru.access.GuestSecret.parse(secret)
                .orElseThrow()
                .authorId()
                .substring(2);
    }

    @BeforeEach
    void start() throws Exception {
        maru = EmbeddedMaru.start(data, "maru.moderators", MODERATOR);
        jisu = join("{\"type\":\"hello\",\"name\":\"지수\"}");
    }

    @AfterEach
    void stop() {
        jisu.close();
        maru.close();
    }

    private TestMember join(String hello) {
        return TestMember.v1(maru.uri("/chat/lobby"), hello);
    }

    private JsonObject command(TestMember member, String frame) {
        member.send(frame);
        JsonObject object = member.next();
        while (!object.getString("type").equals("ack")
                && !object.getString("type").equals("refused")) {
            object = member.next();
        }
        return object;
    }

    private void publish(String id, String text) {
        command(jisu, "{\"type\":\"publish\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}");
    }

    private JsonObject history(TestMember member, String what) {
        member.send("{\"type\":\"history\",\"id\":\"h\"," + what + "\"limit\":50}");
        return member.skipTo("page");
    }

    @Test
    void anEditIsAnEntryAndHistoryShowsTheNewText() {
        publish("a", "helo");
        assertThat(command(jisu, "{\"type\":\"edit\",\"id\":\"b\",\"of\":1,\"text\":\"hello\"}")
                        .getInt("n"))
                .isEqualTo(2);
        try (TestMember back = join("{\"type\":\"hello\",\"after\":{\"n\":0}}")) {
            assertThat(back.skipTo("message").getString("text")).isEqualTo("helo");
            JsonObject edit = back.next("edit");
            assertThat(edit.getInt("of")).isEqualTo(1);
            assertThat(edit.getString("text")).isEqualTo("hello");
            JsonObject message = history(back, "").getJsonArray("messages").getJsonObject(0);
            assertThat(message.getString("text")).isEqualTo("hello");
            assertThat(message.getString("editedAt")).isEqualTo(edit.getString("at"));
        }
        try (TestMember plain = TestMember.plain(maru.uri("/chat/lobby?history=5"))) {
            assertThat(plain.next().getString("message")).isEqualTo("hello");
        }
    }

    @Test
    void aDeletionErasesTheTextForEverybodyWhoComesLaterAndWinsOverEdits() {
        publish("a", "secret text");
        command(jisu, "{\"type\":\"edit\",\"id\":\"b\",\"of\":1,\"text\":\"secret edit\"}");
        command(jisu, "{\"type\":\"delete\",\"id\":\"c\",\"of\":1,\"reason\":\"regret\"}");
        command(jisu, "{\"type\":\"edit\",\"id\":\"d\",\"of\":1,\"text\":\"secret again\"}");
        try (TestMember back = join("{\"type\":\"hello\",\"after\":{\"n\":0}}")) {
            JsonObject message = back.skipTo("message");
            assertThat(message.getBoolean("deleted")).isTrue();
            assertThat(message.toString()).doesNotContain("secret").doesNotContain("지수");
            assertThat(back.next("edit").toString()).doesNotContain("secret");
            JsonObject delete = back.next("delete");
            assertThat(delete.getInt("of")).isEqualTo(1);
            assertThat(delete.toString()).doesNotContain("regret");
            assertThat(back.next("edit").toString()).doesNotContain("secret");
            back.next("caughtUp");
            JsonObject folded = history(back, "").getJsonArray("messages").getJsonObject(0);
            assertThat(folded.getBoolean("deleted")).isTrue();
            assertThat(folded.toString()).doesNotContain("secret");
        }
        try (TestMember plain = TestMember.plain(maru.uri("/chat/lobby?history=5"))) {
            plain.send("{\"message\":\"first thing seen\"}");
            assertThat(plain.next().getString("message")).isEqualTo("first thing seen");
        }
    }

    @Test
    void reactionsAreCountedOncePerAuthorAndTakenOffAgain() {
        publish("a", "lunch?");
        try (TestMember minho = join("{\"type\":\"hello\",\"name\":\"민호\"}")) {
            minho.skipTo("caughtUp");
            command(minho, "{\"type\":\"react\",\"id\":\"r1\",\"of\":1,\"emoji\":\"👍\",\"on\":true}");
            command(minho, "{\"type\":\"react\",\"id\":\"r2\",\"of\":1,\"emoji\":\"👍\",\"on\":true}");
            command(jisu, "{\"type\":\"react\",\"id\":\"r1\",\"of\":1,\"emoji\":\"👍\",\"on\":true}");
            command(jisu, "{\"type\":\"react\",\"id\":\"r2\",\"of\":1,\"emoji\":\"🍜\",\"on\":true}");
            command(jisu, "{\"type\":\"react\",\"id\":\"r3\",\"of\":1,\"emoji\":\"🍜\",\"on\":false}");
            JsonObject page = history(jisu, "");
            JsonObject message = page.getJsonArray("messages").getJsonObject(0);
            assertThat(message.getJsonObject("reactions").toString()).isEqualTo("{\"👍\":2}");
            assertThat(page.getInt("head")).isEqualTo(6);
            assertThat(firstWhoReacted(jisu)).isNotEqualTo(firstWhoReacted(minho));
        }
    }

    /** The one who asks, of two who put the emoji on it. */
    private String firstWhoReacted(TestMember member) {
        JsonObject message = history(member, "").getJsonArray("messages").getJsonObject(0);
        assertThat(message.getJsonObject("reactedBy").keySet()).containsExactly("👍");
        assertThat(message.getJsonObject("reactedBy").getJsonArray("👍")).hasSize(2);
        return message.getJsonObject("reactedBy").getJsonArray("👍").getString(0);
    }

    @Test
    void nobodyChangesWhatAnotherSaidButAModeratorMayDeleteIt() {
        publish("a", "mine");
        try (TestMember minho = join("{\"type\":\"hello\",\"name\":\"민호\"}");
                TestMember moderator = join("{\"type\":\"hello\",\"guest\":\"" + SECRET + "\"}")) {
            assertRefused(command(minho, "{\"type\":\"edit\",\"id\":\"e\",\"of\":1,\"text\":\"yours\"}"), "notOwn");
            assertRefused(command(minho, "{\"type\":\"delete\",\"id\":\"d\",\"of\":1}"), "notOwn");
            assertRefused(
                    command(minho, "{\"type\":\"set\",\"id\":\"s\",\"key\":\"topic\",\"value\":\"x\"}"), "notAllowed");
            assertRefused(command(moderator, "{\"type\":\"edit\",\"id\":\"e\",\"of\":1,\"text\":\"x\"}"), "notOwn");
            assertThat(command(moderator, "{\"type\":\"delete\",\"id\":\"d\",\"of\":1}")
                            .getInt("n"))
                    .isEqualTo(2);
        }
    }

    private static void assertRefused(JsonObject answer, String code) {
        assertThat(answer.getString("type")).as("%s", answer).isEqualTo("refused");
        assertThat(answer.getString("code")).isEqualTo(code);
        assertThat(answer.getString("outcome")).isEqualTo("notStored");
    }

    @Test
    void whatIsNoMessageCannotBeEditedDeletedOrReactedTo() {
        publish("a", "message");
        command(jisu, "{\"type\":\"edit\",\"id\":\"b\",\"of\":1,\"text\":\"edited\"}");
        for (String of : new String[] {"2", "99"}) {
            assertRefused(
                    command(jisu, "{\"type\":\"edit\",\"id\":\"x\",\"of\":" + of + ",\"text\":\"x\"}"), "noTarget");
            assertRefused(command(jisu, "{\"type\":\"delete\",\"id\":\"y\",\"of\":" + of + "}"), "noTarget");
            assertRefused(
                    command(jisu, "{\"type\":\"react\",\"id\":\"z\",\"of\":" + of + ",\"emoji\":\"👍\",\"on\":true}"),
                    "noTarget");
        }
    }

    @Test
    void aModeratorsStateIsAnEntryAndGreetsWhoComesLater() throws Exception {
        try (TestMember moderator = join("{\"type\":\"hello\",\"guest\":\"" + SECRET + "\"}")) {
            command(moderator, "{\"type\":\"set\",\"id\":\"s\",\"key\":\"topic\",\"value\":\"차 = tea\"}");
        }
        JsonObject state = jisu.skipTo("state");
        assertThat(state.getString("key")).isEqualTo("topic");
        assertThat(state.getString("value")).isEqualTo("차 = tea");
        maru.close();
        maru = EmbeddedMaru.start(data);
        try (TestMember late = join("{\"type\":\"hello\"}")) {
            assertThat(late.next("welcome").getJsonObject("state").getString("topic"))
                    .isEqualTo("차 = tea");
        }
    }

    @Test
    void oneIdIsOneCommandWhateverItsKind() {
        publish("a", "message");
        assertRefused(command(jisu, "{\"type\":\"edit\",\"id\":\"a\",\"of\":1,\"text\":\"x\"}"), "idReused");
        command(jisu, "{\"type\":\"edit\",\"id\":\"b\",\"of\":1,\"text\":\"x\"}");
        JsonObject retry = command(jisu, "{\"type\":\"edit\",\"id\":\"b\",\"of\":1,\"text\":\"x\"}");
        assertThat(retry.getBoolean("duplicate")).isTrue();
        assertThat(retry.getInt("n")).isEqualTo(2);
    }

    @Test
    void aStoredCommandIsNoFailureWhenTheRuleHasBecomeStricter() throws Exception {
        String guest = "\"guest\":\"" + SECRET + "\"";
        String publish = "{\"type\":\"publish\",\"id\":\"long\",\"text\":\"" + "x".repeat(500) + "\"}";
        try (TestMember member = join("{\"type\":\"hello\"," + guest + "}")) {
            command(member, publish);
        }
        jisu.close();
        maru.close();
        maru = EmbeddedMaru.start(data, "maru.textCodePointsMax", "100");
        try (TestMember member = join("{\"type\":\"hello\"," + guest + "}")) {
            JsonObject answer = command(member, publish);
            assertThat(answer.getString("type")).isEqualTo("ack");
            assertThat(answer.getInt("n")).isEqualTo(1);
            assertThat(answer.getBoolean("duplicate")).isTrue();
            assertRefused(command(member, publish.replace("long", "other")), "textTooLong");
        }
        jisu = join("{\"type\":\"hello\"}");
    }

    @Test
    void historyReadsBeforeAfterAndAround() {
        for (int i = 1; i <= 9; i++) {
            publish("p" + i, "m" + i);
        }
        assertThat(positions(history(jisu, "\"before\":4,"))).containsExactly(1, 2, 3);
        JsonObject after = history(jisu, "\"after\":7,");
        assertThat(positions(after)).containsExactly(8, 9);
        assertThat(after.getBoolean("more")).isTrue();
        assertThat(after.getBoolean("newer")).isFalse();
        jisu.send("{\"type\":\"history\",\"id\":\"h\",\"around\":5,\"limit\":4}");
        JsonObject around = jisu.skipTo("page");
        assertThat(positions(around)).hasSize(4).contains(5);
        assertThat(around.getBoolean("more")).isTrue();
        assertThat(around.getBoolean("newer")).isTrue();
        assertRefused(command(jisu, "{\"type\":\"history\",\"id\":\"h\",\"before\":4,\"after\":1}"), "badField");
    }

    @Test
    void aPageThatDoesNotFitIsCutOnTheSideAwayFromWhatWasAskedFrom() {
        for (int i = 1; i <= 30; i++) {
            publish("p" + i, "가".repeat(3_900));
        }
        int[] after = positions(history(jisu, "\"after\":10,"));
        assertThat(after).startsWith(11, 12).hasSizeLessThan(20);
        int[] before = positions(history(jisu, "\"before\":20,"));
        assertThat(before).endsWith(18, 19).hasSizeLessThan(19);
        assertThat(positions(history(jisu, "\"around\":15,"))).contains(15);
    }

    private static int[] positions(JsonObject page) {
        JsonArray messages = page.getJsonArray("messages");
        return messages.stream().mapToInt(m -> m.asJsonObject().getInt("n")).toArray();
    }
}
