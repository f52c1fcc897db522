package chat.maru.containers;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.Jcmd;
import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** An application that is replaced again and again while people talk. */
interface LeakChecks extends Checks {
    int REDEPLOYS = Integer.getInteger("maru.test.redeploys", 20);
    int THREADS_MORE_MAX = 2;
    String MARU = "chat.maru.app.Maru";

    /** Pools of a container let go of an idle thread after a minute. */
    Duration SETTLED = Duration.ofSeconds(90);

    /** How many class loaders had Maru in them before the redeploys, which write it down; 0 until then. */
    AtomicLong loadersBefore();

    @Test
    @Order(Late.REPLACE)
    default void manyRedeploysUnderTrafficLoseNothingAndHoldNoThreadsAndFiles() throws Exception {
        String home = server().home();
        server().redeploy(home);
        Jcmd jcmd = new Jcmd(server().pid());
        loadersBefore().set(jcmd.loaders(MARU));
        int threads = jcmd.threads().size();
        Map<Integer, Integer> acknowledged;
        try (Traffic traffic = Traffic.begin(room("왕래"))) {
            for (int i = 0; i < REDEPLOYS; i++) {
                server().redeploy(home);
            }
            acknowledged = traffic.end();
        }
        assertThat(acknowledged).hasSizeGreaterThan(REDEPLOYS);
        System.out.println(server() + ": " + acknowledged.size() + " messages over " + REDEPLOYS + " redeploys");
        everyAcknowledgedMessageIsAtItsPosition(acknowledged);
        Await.until(
                "threads are back to " + threads, SETTLED, () -> jcmd.threads().size() <= threads + THREADS_MORE_MAX);
        assertThat(open(server().data(home).resolve("maru.lock"))).isEqualTo(1);
        server().undeploy(home);
        // A container may answer that nothing is there while it still waits for Maru to close.
        Await.until("no file is open any more", SETTLED, () -> open(server().data(home)) == 0);
        server().deploy(home, Application.maru());
    }

    @Test
    @Order(Late.LOADERS)
    default void manyRedeploysLeaveAtMostOneOldClassLoader() {
        assertThat(loadersBefore().get()).as("the redeploys were done").isPositive();
        Jcmd jcmd = new Jcmd(server().pid());
        Await.until("at most one old class loader is left", SETTLED, () -> {
            // Where all is quiet, a selector keeps connections that are closed until somebody knocks.
            get("/health/live");
            return jcmd.loaders(MARU) <= loadersBefore().get() + 1;
        });
    }

    private void everyAcknowledgedMessageIsAtItsPosition(Map<Integer, Integer> acknowledged) {
        try (TestMember reader = TestMember.v1(room("왕래"), "{\"type\":\"hello\",\"after\":{\"n\":0}}")) {
            int last = acknowledged.values().stream().mapToInt(n -> n).max().orElseThrow();
            reader.next("welcome");
            int confirmed = 0;
            for (int n = 1; n <= last; n++) {
                JsonObject message = reader.next("message");
                assertThat(message.getInt("n")).isEqualTo(n);
                int number = Integer.parseInt(message.getString("id"));
                assertThat(message.getString("text")).isEqualTo("m" + number);
                if (acknowledged.containsKey(number)) {
                    assertThat(acknowledged.get(number)).isEqualTo(n);
                    confirmed++;
                }
            }
            assertThat(confirmed).isEqualTo(acknowledged.size());
        }
    }

    /** How many of the server's open files lie there. */
    private long open(Path below) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(server().pid()), "fd"))) {
            return files.filter(file -> leadsBelow(file, below)).count();
        }
    }

    private static boolean leadsBelow(Path link, Path below) {
        try {
            return Files.readSymbolicLink(link).startsWith(below);
        } catch (IOException e) {
            // Closed while we looked.
            return false;
        }
    }
}
