package chat.maru.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whether and when the Java client comes back. */
class BackoffTest {
    private static final double ALMOST_ONE = Math.nextDown(1.0);

    @Test
    void waitsDoubleUpToTwentySecondsAndStayThere() {
        Backoff backoff = new Backoff();
        assertThat(IntStream.range(0, 20).mapToObj(i -> backoff.nextMillis(0, ALMOST_ONE)))
                .startsWith(999L, 1_499L, 2_499L, 4_499L, 8_499L, 16_499L, 19_999L, 19_999L)
                .allMatch(wait -> wait < Backoff.MAX_MILLIS);
    }

    @Test
    void noWaitIsShorterThanHalfASecond() {
        Backoff backoff = new Backoff();
        assertThat(IntStream.range(0, 20).mapToObj(i -> backoff.nextMillis(0, 0)))
                .allMatch(wait -> wait == Backoff.MIN_MILLIS);
    }

    @Test
    void aGoodConnectionStartsFromTheBeginning() {
        Backoff backoff = new Backoff();
        IntStream.range(0, 6).forEach(i -> backoff.nextMillis(0, 0));
        assertThat(backoff.nextMillis(Backoff.GOOD_AFTER_MILLIS - 1, ALMOST_ONE))
                .isGreaterThan(10_000);
        assertThat(backoff.nextMillis(Backoff.GOOD_AFTER_MILLIS, ALMOST_ONE)).isEqualTo(999);
    }

    @Test
    void theCloseCodeDecides() {
        assertThat(IntStream.of(1001, 1005, 1006, 1011, 1012, 1013, 4000, 4008, 4012, 4030, 4499))
                .allMatch(Backoff::comesBack);
        assertThat(IntStream.of(1000, 1002, 1003, 1008, 1009, 3999, 4500, 4504, 4507, 4508, 4510, 4511, 4512, 4999))
                .noneMatch(Backoff::comesBack);
    }
}
