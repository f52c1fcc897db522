package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.EmbeddedMaru;
import chat.maru.support.StalledMember;
import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever does not read, or does not answer, delays nobody, is cut off, and can come back. */
class SlowReaderTest {
    private static final int MESSAGES = 1_500;
    private static final String TEXT = "가".repeat(3_900) + " ";

    @TempDir
    Path data;

    private EmbeddedMaru maru;

    @AfterEach
    void stop() {
        maru.close();
    }

    @Test
    void aMemberThatDoesNotReadIsCutOffAndResumesWithoutLoss() throws Exception {
        maru = EmbeddedMaru.start(data, "maru.sendTimeoutMs", "1500");
        try (TestMember speaker = TestMember.v1(maru.uri("/chat/lobby"), "{\"type\":\"hello\"}");
                StalledMember stalled = StalledMember.join(maru.uri("/chat/lobby"), 0)) {
            String epoch = speaker.next("welcome").getString("epoch");
            int heard = 0;
            // Beyond what the socket buffers and Grizzly's own queue hold (12 MiB), so that a send to the stalled
            // member is stuck.
            for (int i = 1; i <= MESSAGES; i++) {
                speaker.publish("p" + i, TEXT + i);
                JsonObject object = speaker.next();
                while (!object.getString("type").equals("ack")) {
                    heard += object.getString("type").equals("message") ? 1 : 0;
                    object = speaker.next();
                }
            }
            while (heard < MESSAGES) {
                heard += speaker.next().getString("type").equals("message") ? 1 : 0;
            }
            awaitConnections(1);
            try (TestMember back = TestMember.v1(
                    maru.uri("/chat/lobby"), "{\"type\":\"hello\",\"after\":{\"epoch\":\"" + epoch + "\",\"n\":0}}")) {
                assertThat(back.next("welcome").getBoolean("resumed")).isTrue();
                for (int n = 1; n <= MESSAGES; n++) {
                    assertThat(back.next("message").getString("text")).isEqualTo(TEXT + n);
                }
                back.next("caughtUp");
            }
        }
    }

    @Test
    void aMemberThatAnswersNoPingIsCutOffAndTheOthersStay() throws Exception {
        maru = EmbeddedMaru.start(data, "maru.heartbeatMs", "150");
        try (TestMember alive = TestMember.v1(maru.uri("/chat/lobby"), "{\"type\":\"hello\"}");
                StalledMember silent = StalledMember.join(maru.uri("/chat/lobby"), 0)) {
            alive.skipTo("caughtUp");
            awaitConnections(1);
            alive.send("{\"type\":\"ping\"}");
            alive.next("pong");
        }
    }

    private void awaitConnections(int count) {
        long deadline = System.nanoTime() + TestMember.DEADLINE.toNanos();
        while (maru.maru().connections().count() != count) {
            assertThat(System.nanoTime())
                    .as("still %d connections", maru.maru().connections().count())
                    .isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
