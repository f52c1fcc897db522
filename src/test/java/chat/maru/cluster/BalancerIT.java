package chat.maru.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.maru.cluster.Balancer.Kind;
import chat.maru.support.MaruProcess;
import chat.maru.support.TestMember;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two nodes behind nginx and HAProxy as the manual sets them up (docs/deploy/cluster.md): no member sticks to a node.
 */
class BalancerIT {
    private static final int GUESTS = 100;
    private static final int ROOM_GUESTS = 10;

    @TempDir
    private static Path data;

    private static final MaruProcess[] NODES = new MaruProcess[2];

    @TempDir
    private Path configuration;

    private final HttpClient http = HttpClient.newHttpClient();

    /** Those that a test has ended are started again. */
    @BeforeEach
    void nodes() throws IOException {
        for (int i = 0; i < NODES.length; i++) {
            if (NODES[i] == null || !NODES[i].isAlive()) {
                NODES[i] =
                        MaruProcess.start(data.resolve("node-" + i), "-Dmaru.guests=true", "-Dmaru.proxies=127.0.0.1");
            }
        }
    }

    @AfterAll
    static void stop() {
        for (MaruProcess node : NODES) {
            if (node != null) {
                node.close();
            }
        }
    }

    private Balancer balancer(Kind kind) throws IOException {
        return Balancer.start(kind, configuration, NODES[0], NODES[1]);
    }

    private static URI room(Balancer balancer, int guest) {
        return balancer.ws("/chat/room-" + guest / ROOM_GUESTS);
    }

    @ParameterizedTest
    @EnumSource
    void pagesAndHandshakesPassWithHostAndTheAddressOfTheOneWhoAsks(Kind kind) throws Exception {
        try (Balancer balancer = balancer(kind)) {
            HttpRequest page = HttpRequest.newBuilder(balancer.http("/")).build();
            HttpResponse<String> answer = http.send(page, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("<html");
            try (TestMember member = TestMember.v1(balancer.ws("/chat/lobby"), Map.of("Origin", balancer.origin()))) {
                member.send("{\"type\":\"hello\"}");
                member.skipTo("caughtUp");
                member.publish("p1", "through " + kind);
                member.skipTo("ack");
            }
            Map<String, String> forged = Map.of("Origin", "http://evil.example", "X-Forwarded-For", "203.0.113.9");
            assertThatThrownBy(() -> TestMember.v1(balancer.ws("/chat/lobby"), forged))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
            String said = NODES[0].output() + NODES[1].output();
            assertThat(said).contains("http://evil.example").contains("address 127.0.0.1");
            assertThat(said).doesNotContain("203.0.113.9");
        }
    }

    @ParameterizedTest
    @EnumSource
    void membersAreSpreadAndThoseOfANodeThatIsKilledGoToTheOther(Kind kind) throws Exception {
        try (Balancer balancer = balancer(kind);
                Guests guests = Guests.join(GUESTS, i -> room(balancer, i))) {
            NODES[0].kill9();
            guests.awaitLost(GUESTS / 3);
            guests.awaitReturn();
            assertThat(guests.lost()).as("guests of one node, of " + GUESTS).isBetween(GUESTS / 3, GUESTS * 2 / 3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNodeThatStopsSendsItsMembersToTheOtherAndWhoIsNewNoticesNothing(Kind kind) throws Exception {
        try (Balancer balancer = balancer(kind);
                Guests guests = Guests.join(GUESTS, i -> room(balancer, i))) {
            NODES[1].terminate();
            int came = 0;
            while (NODES[1].isAlive()) {
                came(balancer, ++came);
            }
            came(balancer, ++came);
            guests.awaitReturn();
            System.out.printf(
                    "BalancerIT: %s, %d of %d guests sent to the other node, %d came meanwhile%n",
                    kind, guests.lost(), GUESTS, came);
            assertThat(guests.lost()).isBetween(GUESTS / 3, GUESTS * 2 / 3);
        } finally {
            NODES[1].awaitExit(MaruProcess.DEADLINE);
        }
    }

    private static void came(Balancer balancer, int number) {
        try (TestMember member = TestMember.plain(balancer.ws("/chat/late?history=1&name=guest-" + number))) {
            assertThat(member.isOpen()).isTrue();
        }
    }
}
