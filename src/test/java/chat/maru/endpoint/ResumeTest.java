package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.MemoryLogStore;
import chat.maru.support.EmbeddedMaru;
import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coming back: everything after the position, or the gap first. */
class ResumeTest {
    private static final String HELLO = "{\"type\":\"hello\",\"name\":\"지수\"}";

    @TempDir
    Path data;

    private EmbeddedMaru maru;

    @BeforeEach
    void start() throws Exception {
        maru = EmbeddedMaru.start(data);
    }

    @AfterEach
    void stop() {
        maru.close();
    }

    private TestMember join(String hello) {
        return TestMember.v1(maru.uri("/chat/lobby"), hello);
    }

    @Test
    void resumeBringsWhatWasMissedAndNothingTwice() {
        try (TestMember speaker = join(HELLO)) {
            String epoch = speaker.next("welcome").getString("epoch");
            for (int i = 1; i <= 300; i++) {
                speaker.publish("p" + i, "text " + i);
                speaker.skipTo("ack");
            }
            try (TestMember back = join("{\"type\":\"hello\",\"after\":{\"epoch\":\"" + epoch + "\",\"n\":7}}")) {
                assertThat(back.next("welcome").getBoolean("resumed")).isTrue();
                for (int n = 8; n <= 300; n++) {
                    assertThat(back.next("message").getInt("n")).isEqualTo(n);
                }
                assertThat(back.next("caughtUp").getInt("n")).isEqualTo(300);
                back.assertExhausted();
            }
        }
    }

    @Test
    void aForeignEpochAndAFuturePositionAreTold() {
        try (TestMember speaker = join(HELLO)) {
            String epoch = speaker.next("welcome").getString("epoch");
            speaker.publish("a", "one");
            speaker.skipTo("ack");
            try (TestMember foreign = join("{\"type\":\"hello\",\"after\":{\"epoch\":\"other\",\"n\":1}}");
                    TestMember future = join("{\"type\":\"hello\",\"after\":{\"epoch\":\"" + epoch + "\",\"n\":5}}")) {
                assertGap(foreign, "epoch", epoch, 1);
                assertGap(future, "future", epoch, 1);
                speaker.publish("b", "two");
                assertThat(foreign.next("message").getInt("n")).isEqualTo(2);
                assertThat(future.next("message").getInt("n")).isEqualTo(2);
            }
        }
    }

    private static void assertGap(TestMember member, String reason, String epoch, int head) {
        assertThat(member.next("welcome").getBoolean("resumed")).isFalse();
        JsonObject gap = member.next("gap");
        assertThat(gap.getString("reason")).isEqualTo(reason);
        assertThat(gap.getString("epoch")).isEqualTo(epoch);
        assertThat(gap.getInt("head")).isEqualTo(head);
        assertThat(member.next("caughtUp").getInt("n")).isEqualTo(head);
    }

    @Test
    void aTrimmedPositionGoesOnAtTheFirstThatIsHeld() throws Exception {
        maru.close();
        maru = EmbeddedMaru.start(new MemoryLogStore(10, 1 << 20, Clock.systemUTC()));
        try (TestMember speaker = join(HELLO)) {
            for (int i = 1; i <= 25; i++) {
                speaker.publish("p" + i, "text " + i);
                speaker.skipTo("ack");
            }
            try (TestMember back = join("{\"type\":\"hello\",\"after\":{\"n\":3}}")) {
                assertThat(back.next("welcome").getInt("first")).isEqualTo(16);
                JsonObject gap = back.next("gap");
                assertThat(gap.getString("reason")).isEqualTo("trimmed");
                assertThat(gap.getInt("first")).isEqualTo(16);
                for (int n = 16; n <= 25; n++) {
                    assertThat(back.next("message").getInt("n")).isEqualTo(n);
                }
                back.next("caughtUp");
                back.assertExhausted();
            }
        }
    }
}
