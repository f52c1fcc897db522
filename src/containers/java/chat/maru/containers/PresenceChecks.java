package chat.maru.containers;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.TestMember;
import chat.maru.support.WireSocket;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Who is here, and who only seems to be. */
interface PresenceChecks extends Checks {
    /** Somebody who goes is here for so long, so that a page that is loaded anew does not blink. */
    Duration LINGER = Duration.ofSeconds(5);

    /** Two heartbeats, the one that was just answered, four rounds of the watch, and a second until it is told. */
    Duration PROMISE = Duration.ofMillis(3L * Server.HEARTBEAT_MS + 5_000).plus(LINGER);

    /** Longer than any container keeps a connection on which nothing is said. Undertow's own bound is 90 s. */
    Duration SILENCE = Duration.ofSeconds(100);

    /** The member that has been silent since the server's start, and when that was, in nanoseconds. */
    Quiet quiet();

    /** The same member, all the while. */
    record Quiet(TestMember member, long since) {}

    @Test
    default void whoIsResetLeavesPresenceInTime() throws IOException {
        vanish("끊김", WireSocket::reset);
    }

    @Test
    default void whoClosesWithoutAWordLeavesPresenceInTime() throws IOException {
        vanish("말없이", WireSocket::close);
    }

    /** No end of the connection ever arrives: only the heartbeat can tell. */
    @Test
    default void whoFallsSilentLeavesPresenceInTime() throws IOException {
        vanish("터널", socket -> {});
    }

    interface Ending {
        void end(WireSocket socket) throws IOException;
    }

    private void vanish(String name, Ending ending) throws IOException {
        try (TestMember watcher = Checks.joined(room(name));
                WireSocket vanishing = WireSocket.connect(room(name))) {
            vanishing.send(HELLO);
            vanishing.read();
            awaitCount(watcher, 2);
            long begin = System.nanoTime();
            ending.end(vanishing);
            awaitCount(watcher, 1);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PROMISE);
        }
    }

    /** Waits until presence says that so many are here. */
    static void awaitCount(TestMember watcher, int count) {
        int told = -1;
        while (told != count) {
            told = watcher.nextLive("presence").getInt("count");
        }
    }

    /** Pings and pongs alone keep it open. Late in the suite, which has passed most of the time. */
    @Test
    @Order(Late.QUIET)
    default void whoSaysNothingButPongsStays() {
        Await.until(
                "a long silence has passed", SILENCE, () -> System.nanoTime() - quiet().since() > SILENCE.toNanos());
        assertThat(quiet().member().isOpen()).isTrue();
        quiet().member().assertExhausted();
        Checks.say(quiet().member(), "quiet", "still here");
    }
}
