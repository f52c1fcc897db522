package chat.maru.hook;

import static chat.maru.hook.Hooked.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A webhook's receiver gets every entry, in order, whatever happens to it or to the server. */
class DeliveryTest {
    @TempDir
    private Path data;

    @Test
    void nothingIsSkippedThroughErrorsTimeoutsRedirectsRestartsAndAReceiverThatIsDown() throws Exception {
        try (Receiver receiver = new Receiver()) {
            receiver.answer(500, 302, Receiver.SILENCE, 429, 200, 503);
            int port = receiver.port();
            long last;
            try (Hooked server = new Hooked(data)) {
                server.say(3);
                server.make(receiver);
                server.say(150);
                await(() -> receiver.calls().size() >= 4);
            }
            try (Hooked server = new Hooked(data)) {
                server.say(20);
                await(() -> receiver.calls().size() >= 7);
                server.say(30);
            }
            receiver.close();
            try (Hooked server = new Hooked(data)) {
                last = server.say(7);
            }
            try (Receiver later = new Receiver("127.0.0.1", port, null);
                    Hooked server = new Hooked(data)) {
                await(() -> later.positions().contains(last));
                assertThat(Stream.of(receiver, later).flatMap(one -> one.positions().stream()))
                        .containsAll(LongStream.rangeClosed(4, last).boxed().toList());
                assertThat(later.positions()).isSorted().doesNotContain(4L);
            }
            assertThat(receiver.positions()).isSorted().startsWith(4L);
            assertThat(receiver.faults()).isEmpty();
            assertSame(receiver.calls().subList(0, 5));
        }
    }

    private static void assertSame(List<Receiver.Call> tries) {
        assertThat(tries)
                .extracting(Receiver.Call::id)
                .containsOnly(tries.get(0).id());
        assertThat(tries)
                .extracting(Receiver.Call::positions)
                .containsOnly(tries.get(0).positions());
    }

    @Test
    void whatCameInBetweenWaitsForTheNextCallWhileOneIsTriedAgainAlsoAfterARestart() throws Exception {
        try (Receiver receiver = new Receiver()) {
            receiver.answer(503, Receiver.SILENCE);
            try (Hooked server = new Hooked(data)) {
                server.make(receiver);
                server.say(1);
                await(() -> receiver.calls().size() >= 2);
                server.say(5);
            }
            try (Hooked server = new Hooked(data)) {
                await(() -> receiver.positions().contains(server.head().n()));
            }
            assertSame(receiver.calls().subList(0, 3));
            assertThat(receiver.calls().get(0).positions()).containsExactly(1L);
            assertThat(receiver.positions()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        }
    }

    @Test
    void whoSaysGoneIsCalledNoMoreAlsoAfterARestart() throws Exception {
        try (Receiver receiver = new Receiver()) {
            receiver.answer(410);
            try (Hooked server = new Hooked(data)) {
                server.make(receiver);
                server.say(1);
                await(() -> server.maru().hooks().list().get(0).gone());
                server.say(5);
            }
            try (Hooked server = new Hooked(data);
                    Receiver other = new Receiver()) {
                server.make(other);
                long last = server.say(5);
                // The other one is not behind it: had it been called, it would have been by now.
                await(() -> other.positions().contains(last));
                assertThat(server.maru().hooks().list()).filteredOn(Hook::gone).hasSize(1);
            }
            assertThat(receiver.calls()).hasSize(1);
        }
    }

    @Test
    void aDeletedHookIsCalledNoMore() throws Exception {
        try (Hooked server = new Hooked(data);
                Receiver receiver = new Receiver();
                Receiver other = new Receiver()) {
            Hook deleted = server.make(receiver);
            server.make(other);
            long before = server.say(1);
            await(() -> receiver.positions().contains(before));
            server.delete(deleted);
            long last = server.say(5);
            await(() -> other.positions().contains(last));
            assertThat(server.maru().hooks().list()).hasSize(1);
            assertThat(receiver.positions()).containsExactly(before);
        }
    }

    @Test
    void afterTheEndNoThreadAndNoConnectionIsLeftWhateverWasOnItsWay() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
                Receiver receiver = new Receiver();
                Receiver refusing = new Receiver()) {
            Socket accepted;
            try (Hooked server = new Hooked(data, "maru.hookTimeoutMs", "60000", "maru.hookRetryMsMax", "60000")) {
                server.make("http://127.0.0.1:" + silent.getLocalPort() + "/hook", receiver);
                server.make(receiver);
                server.make(refusing);
                refusing.answer(503);
                long last = server.say(1);
                accepted = silent.accept();
                await(() ->
                        receiver.positions().contains(last) && refusing.calls().size() == 1);
                assertThat(threads()).isNotEmpty();
            }
            assertThat(threads()).isEmpty();
            try (accepted) {
                accepted.setSoTimeout(10_000);
                byte[] request = accepted.getInputStream().readAllBytes();
                assertThat(request).as("what came before the connection ended").isNotEmpty();
            }
            assertThat(refusing.calls()).hasSize(1);
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("maru-hook"))
                .toList();
    }
}
