package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.MemoryLogStore;
import chat.maru.support.EmbeddedMaru;
import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** Coming back: everything after the position, or the gap first. */
class ResumeTest extends OpenHall {
    private static final String JISU = ",\"name\":\"지수\"";

    @Test
    void resumeBringsWhatWasMissedAndNothingTwice() {
        try (TestMember speaker = join(JISU)) {
            String epoch = speaker.next("welcome").getString("epoch");
            for (int i = 1; i <= 300; i++) {
                speaker.publish("p" + i, "text " + i);
                speaker.skipTo("ack");
            }
            try (TestMember back = join(",\"after\":{\"epoch\":\"" + epoch + "\",\"n\":7}")) {
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
        try (TestMember speaker = join(JISU)) {
            String epoch = speaker.next("welcome").getString("epoch");
            speaker.publish("a", "one");
            speaker.skipTo("ack");
            try (TestMember foreign = join(",\"after\":{\"epoch\":\"other\",\"n\":1}");
                    TestMember future = join(",\"after\":{\"epoch\":\"" + epoch + "\",\"n\":5}")) {
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
        try (TestMember speaker = join(JISU)) {
            for (int i = 1; i <= 25; i++) {
                speaker.publish("p" + i, "text " + i);
                speaker.skipTo("ack");
            }
            try (TestMember back = join(",\"after\":{\"n\":3}")) {
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
