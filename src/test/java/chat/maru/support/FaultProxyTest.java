package chat.maru.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.maru.support.FaultProxy.Direction;
import chat.maru.support.FaultProxy.End;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private static final int PATIENCE_MILLIS = 20_000;

    /** How long to listen for what must not come. A byte through an open proxy takes a thousandth of it. */
    private static final int SILENCE_MILLIS = 150;

    private ServerSocket listener;
    private FaultProxy proxy;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        proxy = FaultProxy.start(URI.create("tcp://127.0.0.1:" + listener.getLocalPort()));
        client = new Socket("127.0.0.1", proxy.port());
        server = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        proxy.close();
        listener.close();
    }

    private static void send(Socket from, int... bytes) throws IOException {
        for (int value : bytes) {
            from.getOutputStream().write(value);
        }
    }

    private static int take(Socket to) throws IOException {
        to.setSoTimeout(PATIENCE_MILLIS);
        return to.getInputStream().read();
    }

    private static void hearsNothing(Socket to) throws IOException {
        to.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> to.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void bytesPassBothWaysAndAreCounted() throws Exception {
        send(client, 1, 2);
        assertThat(take(server)).isEqualTo(1);
        assertThat(take(server)).isEqualTo(2);
        send(server, 3);
        assertThat(take(client)).isEqualTo(3);
        assertThat(proxy.connections()).isEqualTo(1);
        // It counts what it has written, and so a byte may arrive before it is counted; but not the next one.
        assertThat(proxy.passed(Direction.TO_SERVER)).isEqualTo(2);
        send(client, 4);
        assertThat(take(server)).isEqualTo(4);
        assertThat(proxy.passed(Direction.TO_CLIENT)).isEqualTo(1);
    }

    @Test
    void heldBothWaysNothingPassesAndWhenHealedEverythingArrives() throws Exception {
        proxy.hold(Direction.TO_SERVER, Direction.TO_CLIENT);
        send(client, 1);
        send(server, 2);
        hearsNothing(server);
        hearsNothing(client);
        proxy.heal();
        assertThat(take(server)).isEqualTo(1);
        assertThat(take(client)).isEqualTo(2);
    }

    @Test
    void heldOneWayTheOtherStillPasses() throws Exception {
        proxy.hold(Direction.TO_CLIENT);
        send(client, 1);
        send(server, 2);
        assertThat(take(server)).isEqualTo(1);
        hearsNothing(client);
        proxy.hold(Direction.TO_SERVER);
        assertThat(take(client)).isEqualTo(2);
        send(client, 3);
        hearsNothing(server);
    }

    @Test
    void nobodyLearnsThatTheOtherHasGoneWhileItIsHeld() throws Exception {
        proxy.hold(Direction.TO_SERVER, Direction.TO_CLIENT);
        send(server, 4);
        server.close();
        hearsNothing(client);
        proxy.heal();
        assertThat(take(client)).isEqualTo(4);
        assertThat(take(client)).isEqualTo(-1);
    }

    @Test
    void whoConnectsDuringAHoldIsHeldToo() throws Exception {
        proxy.hold(Direction.TO_SERVER);
        try (Socket late = new Socket("127.0.0.1", proxy.port());
                Socket answering = listener.accept()) {
            send(late, 5);
            hearsNothing(answering);
            proxy.heal();
            assertThat(take(answering)).isEqualTo(5);
        }
    }

    @Test
    void aHoldForATimeHealsByItself() throws Exception {
        long begin = System.nanoTime();
        proxy.holdFor(Duration.ofMillis(2 * SILENCE_MILLIS), Direction.TO_SERVER);
        send(client, 6);
        assertThat(take(server)).isEqualTo(6);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(2 * SILENCE_MILLIS));
    }

    @Test
    void cutEverybodyLearnsItEvenDuringAHold() throws Exception {
        proxy.hold(Direction.TO_SERVER, Direction.TO_CLIENT);
        proxy.cutAll(End.RESET);
        assertThatThrownBy(() -> take(client)).isInstanceOf(IOException.class).hasMessageContaining("reset");
        assertThatThrownBy(() -> take(server)).isInstanceOf(IOException.class).hasMessageContaining("reset");
        assertThat(proxy.cuts(End.RESET)).isEqualTo(1);
    }

    @Test
    void whereNoServerIsItsClientsAreHungUpOn() throws Exception {
        listener.close();
        try (Socket late = new Socket("127.0.0.1", proxy.port())) {
            assertThat(take(late)).isEqualTo(-1);
        }
    }
}
