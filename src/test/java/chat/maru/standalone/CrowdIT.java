package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.standalone.History.Entry;
import chat.maru.support.Crowd;
import chat.maru.support.Jcmd;
import chat.maru.support.MaruProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One room of a thousand, and some in it who never read: nobody else waits for them, and the heap does not either. */
class CrowdIT {
    private static final int MEMBERS = 1_000;
    private static final int STALLED = 5;
    private static final int LIVE_MESSAGES = 200;
    private static final int LIVE_MESSAGE_CHARS_MIN = 100;
    private static final int LIVE_MESSAGE_CHARS_MAX = 1_000;
    private static final String LONG_TEXT = "👍".repeat(4_000);
    private static final long LONG_TEXT_BYTES = 16_000;
    private static final int FILLED_MESSAGES = 3_600;
    private static final long UNREAD_BYTES_MIN = 50_000_000;
    private static final long HEAP_DIFFERENCE_BYTES_MAX = 16 << 20;
    private static final int RECEIVE_BYTES = 4_096;
    private static final String CONNECTION = "chat.maru.endpoint.Connection";
    private static final int CUT_MESSAGES = 1_000;
    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(2);
    private static final String[] PATIENT = {
        "-Xmx512m", "-XX:+UseSerialGC", "-Dmaru.sendTimeoutMs=600000", "-Dmaru.heartbeatMs=300000"
    };

    @TempDir
    Path data;

    @Test
    void aThousandMembersGetEverythingInOrderWhateverFiveOfThemDo() throws IOException {
        long without = heapOfACrowdWith(0, data.resolve("without"));
        long with = heapOfACrowdWith(STALLED, data.resolve("with"));
        System.out.printf(
                "CrowdIT: heap after full GC with %d stalled members %.1f MiB, without %.1f MiB, difference %.1f MiB%n",
                STALLED, mebibytes(with), mebibytes(without), mebibytes(with - without));
        assertThat(with - without).isLessThanOrEqualTo(HEAP_DIFFERENCE_BYTES_MAX);
    }

    private static double mebibytes(long bytes) {
        return bytes / (1024.0 * 1024.0);
    }

    /** The same run each time, but for those who never read, who come on top of the same others. */
    private static long heapOfACrowdWith(int stalledCount, Path data) throws IOException {
        List<Listener> stalled = new ArrayList<>();
        try (MaruProcess maru = MaruProcess.start(data, PATIENT)) {
            URI room = maru.ws("/chat/crowd");
            Jcmd jcmd = new Jcmd(maru.pid());
            try (Speaker speaker = new Speaker(room)) {
                // Some fall behind what is said while they are there, the others ask for what was said before.
                int early = (stalledCount + 1) / 2;
                stall(room, early, stalled);
                speaker.say(FILLED_MESSAGES, n -> LONG_TEXT);
                stall(room, stalledCount - early, stalled);
                try (Crowd crowd = Crowd.join(room, MEMBERS - STALLED - 1);
                        Listener witness = Listener.live(room)) {
                    talk(speaker, crowd, witness);
                    long heap = jcmd.heapAfterFullGc();
                    // Nobody was sent away, and nobody but the speaker came on top.
                    assertThat(jcmd.instances(CONNECTION)).isEqualTo(MEMBERS - STALLED + stalledCount + 1);
                    if (stalledCount > 0) {
                        oneBeginsToReadAndMissesNothing(stalled.get(0));
                    }
                    maru.kill9();
                    for (Listener listener : stalled.subList(Math.min(1, stalledCount), stalledCount)) {
                        hadMostOfItUnread(listener);
                    }
                    return heap;
                }
            }
        } finally {
            for (Listener listener : stalled) {
                listener.close();
            }
        }
    }

    private static void stall(URI room, int count, List<Listener> stalled) throws IOException {
        for (int i = 0; i < count; i++) {
            stalled.add(Listener.stalled(room, RECEIVE_BYTES));
        }
    }

    private static void talk(Speaker speaker, Crowd crowd, Listener witness) throws IOException {
        long start = System.nanoTime();
        long head = speaker.say(LIVE_MESSAGES, CrowdIT::liveText);
        crowd.awaitPosition(head);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        List<Entry> heard = witness.readTo(head);
        assertThat(heard).hasSize(LIVE_MESSAGES).allMatch(entry -> entry.text().equals(liveText(entry.n())));
        assertThat(crowd.digests()).containsExactly(witness.digest());
        System.out.printf(
                "CrowdIT: %d messages to each of %d members in %d ms, %.0f deliveries/s%n",
                LIVE_MESSAGES, MEMBERS - STALLED, millis, LIVE_MESSAGES * (MEMBERS - STALLED) * 1e3 / millis);
    }

    /** From 100 to 1,000 characters, another one for each position. */
    private static String liveText(long n) {
        int spread = LIVE_MESSAGE_CHARS_MAX - LIVE_MESSAGE_CHARS_MIN;
        String start = "live " + n + " ";
        return start + "x".repeat((int) (LIVE_MESSAGE_CHARS_MIN + n * 37 % spread) - start.length());
    }

    private static void oneBeginsToReadAndMissesNothing(Listener listener) throws IOException {
        long head = FILLED_MESSAGES + LIVE_MESSAGES;
        List<Entry> read = listener.readTo(head);
        assertThat(read)
                .hasSize((int) head)
                .allMatch(entry -> entry.text().equals(entry.n() <= FILLED_MESSAGES ? LONG_TEXT : liveText(entry.n())));
    }

    /** When the server is dead, what can still be read is what the system had taken from it. All else was unread. */
    private static void hadMostOfItUnread(Listener listener) {
        listener.readToTheEnd();
        long unread = (FILLED_MESSAGES - listener.position()) * LONG_TEXT_BYTES;
        System.out.printf("CrowdIT: a stalled member had %.1f MB unread%n", unread / 1e6);
        assertThat(unread).isGreaterThanOrEqualTo(UNREAD_BYTES_MIN);
    }

    @Test
    void whoDoesNotReadIsCutOffAndCanResumeWithoutLoss() throws IOException {
        try (MaruProcess maru = MaruProcess.start(
                data.resolve("cut"),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dmaru.sendTimeoutMs=" + SEND_TIMEOUT.toMillis())) {
            URI room = maru.ws("/chat/cut");
            try (Speaker speaker = new Speaker(room)) {
                speaker.say(CUT_MESSAGES, n -> LONG_TEXT);
            }
            try (Listener reads = Listener.stalled(room, RECEIVE_BYTES);
                    Listener writes = Listener.stalled(room, RECEIVE_BYTES)) {
                Duration deadline = SEND_TIMEOUT.multipliedBy(30);
                Duration gone = writes.awaitGone(deadline);
                awaitNobody(maru, deadline);
                String end = reads.readToTheEnd();
                System.out.printf(
                        "CrowdIT: cut off after %d ms with a send timeout of %d ms; at position %d: %s%n",
                        gone.toMillis(), SEND_TIMEOUT.toMillis(), reads.position(), end);
                assertThat(reads.position()).isPositive().isLessThan(CUT_MESSAGES);
                try (Listener back = Listener.resumed(room, reads)) {
                    List<Entry> rest = back.readTo(CUT_MESSAGES);
                    assertThat(back.welcome().getBoolean("resumed")).isTrue();
                    assertThat(rest)
                            .hasSize((int) (CUT_MESSAGES - reads.position()))
                            .allMatch(entry -> entry.text().equals(LONG_TEXT));
                }
            }
        }
    }

    /** Who began to read before being cut off would read on for ever. */
    private static void awaitNobody(MaruProcess maru, Duration deadline) throws IOException {
        long start = System.nanoTime();
        while (new Jcmd(maru.pid()).instances(CONNECTION) > 0) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(deadline);
        }
    }
}
