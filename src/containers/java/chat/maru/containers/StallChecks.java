package chat.maru.containers;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.Jcmd;
import chat.maru.support.TestMember;
import chat.maru.support.WireSocket;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A room in which somebody never reads. */
interface StallChecks extends LifeChecks {
    int THREADS = 32;
    int MESSAGES_EACH = 50;
    int RECEIVE_BYTES = 4_096;
    String CONNECTION = "chat.maru.endpoint.Connection";

    /** Beyond what sockets and any container's own queue hold (Grizzly's: 12 MiB), so that a send is really stuck. */
    int LONG_MESSAGES = 1_700;

    String LONG_TEXT = "가".repeat(3_900) + " ";

    /** The send timeout, 10 s by default, and the round of the watch that finds it. */
    Duration CUT = Duration.ofSeconds(15);

    @Test
    default void thirtyTwoThreadsReachEveryoneInOrderBesideAMemberThatNeverReads() throws Exception {
        fill("막힘");
        List<TestMember> everyone = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            everyone.add(Checks.joined(room("막힘")));
        }
        try (TestMember watcher = Checks.joined(room("막힘"))) {
            PresenceChecks.awaitCount(watcher, THREADS + 1);
            long connections = new Jcmd(server().pid()).instances(CONNECTION);
            try (WireSocket stalled = WireSocket.connect(room("막힘"), RECEIVE_BYTES)) {
                stalled.send(Checks.resume("", 0).replace("\"epoch\":\"\",", ""));
                long begin = System.nanoTime();
                PresenceChecks.awaitCount(watcher, THREADS + 2);
                CompletableFuture<?> cut = CompletableFuture.runAsync(() -> talkUntilCut(stalled, begin));
                publishAtOnce(everyone);
                everyoneHasEverythingInOrder(everyone);
                PresenceChecks.awaitCount(watcher, THREADS + 1);
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .as("time until the roster is without the stalled member")
                        .isLessThan(CUT.plus(PresenceChecks.LINGER).plusSeconds(2));
                Await.until(
                        "nothing is kept for the stalled member",
                        CUT,
                        () -> new Jcmd(server().pid()).instances(CONNECTION) <= connections);
                cut.cancel(true);
            }
        }
        everyone.forEach(TestMember::close);
        assertThat(unknownErrors()).isEmpty();
    }

    /** A room with more in it than fits between two sockets. */
    private void fill(String name) {
        try (TestMember member = Checks.joined(room(name))) {
            int heard = 0;
            for (int i = 1; i <= LONG_MESSAGES; i++) {
                member.publish("f" + i, LONG_TEXT + i);
                // No more at once than may be in flight.
                for (; heard < i - 32; heard++) {
                    member.skipTo("message");
                }
            }
            for (; heard < LONG_MESSAGES; heard++) {
                member.skipTo("message");
            }
        }
    }

    /** Not silent, so that it is not the heartbeat that finds it out. */
    private static void talkUntilCut(WireSocket stalled, long begin) {
        try {
            Await.until("it is cut off", CUT.multipliedBy(2), () -> {
                try {
                    stalled.send("{\"type\":\"typing\",\"on\":false}");
                    return false;
                } catch (IOException e) {
                    return true;
                }
            });
        } catch (AssertionError e) {
            // Some containers leave the socket open; that Maru has let go of it is checked elsewhere.
        }
    }

    private static void publishAtOnce(List<TestMember> everyone) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int t = 0; t < everyone.size(); t++) {
                TestMember member = everyone.get(t);
                String prefix = "t" + t + "-";
                all.add(CompletableFuture.runAsync(
                        () -> {
                            for (int i = 0; i < MESSAGES_EACH; i++) {
                                member.publish(prefix + i, prefix + i);
                            }
                        },
                        threads));
            }
            all.forEach(CompletableFuture::join);
        } finally {
            threads.shutdown();
        }
    }

    private static void everyoneHasEverythingInOrder(List<TestMember> everyone) {
        List<String> first = List.of();
        for (TestMember member : everyone) {
            List<String> heard = new ArrayList<>();
            for (int i = 0; i < THREADS * MESSAGES_EACH; i++) {
                JsonObject message = member.skipTo("message");
                assertThat(message.getInt("n")).isEqualTo(LONG_MESSAGES + 1 + i);
                heard.add(message.getString("text"));
            }
            first = first.isEmpty() ? heard : first;
            assertThat(heard).isEqualTo(first).doesNotHaveDuplicates();
        }
    }

    @Test
    default void whoAsksAndNeverReadsTheAnswersIsCutOffWith4008() throws Exception {
        fill("귀먹은");
        try (TestMember watcher = Checks.joined(room("귀먹은"));
                WireSocket deaf = WireSocket.connect(room("귀먹은"), RECEIVE_BYTES)) {
            deaf.send(HELLO);
            PresenceChecks.awaitCount(watcher, 2);
            try {
                for (int i = 0; i < LONG_MESSAGES; i++) {
                    deaf.send("{\"type\":\"history\",\"id\":\"h" + i + "\",\"after\":0,\"limit\":4}");
                }
            } catch (SocketException e) {
                // Cut off while it asked on.
            }
            PresenceChecks.awaitCount(watcher, 1);
            // A container cannot always say the code behind a send that is stuck; if it does, it is Maru's.
            assertThat(LimitChecks.codeAtTheEnd(deaf)).isIn(0, 4008);
            Checks.say(watcher, "after", "goes on");
        }
    }
}
