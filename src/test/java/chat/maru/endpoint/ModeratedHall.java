package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Entry;
import chat.maru.room.Admission;
import chat.maru.room.RoomName;
import chat.maru.support.EmbeddedMaru;
import chat.maru.support.TestMember;
import chat.maru.support.TestTokens;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A room with moderators ({@code u:kim}, {@code u:lee}, {@code u:may}) and an administrator ({@code u:root}), for those
 * who test it.
 */
abstract class ModeratedHall {
    static final int NOT_ALLOWED = 4507;
    static final int REMOVED = 4508;
    static final int BANNED = 4511;

    /** A second is promised; ten times that on a busy machine. */
    static final Duration CUT = Duration.ofSeconds(10);

    @TempDir
    Path data;

    EmbeddedMaru maru;
    int ids;

    @BeforeEach
    void start() throws Exception {
        List<String> settings = new ArrayList<>(Arrays.asList(TestTokens.settings()));
        settings.addAll(List.of("maru.moderators", "u:kim,u:lee,u:may", "maru.administrators", "u:root"));
        maru = EmbeddedMaru.start(data, settings.toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        maru.close();
    }

    TestMember join(String who) {
        return join(who, "");
    }

    TestMember join(String who, String more) {
        TestMember member = TestMember.v1(maru.uri("/chat/hall"), hello(who, more));
        member.next("welcome");
        return member;
    }

    static String hello(String who, String more) {
        return "{\"type\":\"hello\",\"token\":\"" + TestTokens.of(who, Map.of()) + "\"" + more + "}";
    }

    int closeOf(String who) {
        try (TestMember member = TestMember.v1(maru.uri("/chat/hall"), hello(who, ""))) {
            return member.closeCode();
        }
    }

    /** Sends a command under an id of its own, and gives its answer. */
    JsonObject command(TestMember from, String fields) {
        return command(from, "c" + ++ids, fields);
    }

    static JsonObject command(TestMember from, String id, String fields) {
        from.send("{\"id\":\"" + id + "\"," + fields + "}");
        for (JsonObject frame = from.next(); ; frame = from.next()) {
            boolean answers = Set.of("ack", "refused").contains(frame.getString("type"));
            if (answers && frame.getString("id", "").equals(id)) {
                return frame;
            }
        }
    }

    static String act(String act, String member, String more) {
        return "\"type\":\"moderate\",\"act\":\"" + act + "\",\"member\":\"" + member + "\"" + more;
    }

    static String say(String text) {
        return "\"type\":\"publish\",\"text\":\"" + text + "\"";
    }

    /** Somebody at the room, as the server knows whom a token names. */
    <T> T visit(String who, Function<Admission, CompletionStage<T>> visit) {
        return maru.visit(RoomName.parse("hall").orElseThrow(), maru.who(TestTokens.of(who, Map.of())), visit);
    }

    /** The room's audit log, which a moderator reads. */
    List<Entry> audit() {
        return visit("kim", hall -> maru.maru().rooms().moderation().audit(hall, 0, 10_000, 1 << 24))
                .entries();
    }

    static void assertAcked(JsonObject answer) {
        assertThat(answer.getString("type")).as("%s", answer).isEqualTo("ack");
    }

    static void assertRefused(JsonObject answer, String code) {
        assertThat(answer.getString("code", "")).as("%s", answer).isEqualTo(code);
        assertThat(answer.getString("outcome")).isEqualTo("notStored");
    }
}
