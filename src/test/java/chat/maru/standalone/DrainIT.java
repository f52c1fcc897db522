package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.client.Listener;
import chat.maru.client.MaruClient;
import chat.maru.client.Options;
import chat.maru.client.Welcome;
import chat.maru.support.FaultProxy;
import chat.maru.support.MaruProcess;
import chat.maru.support.TestMember;
import chat.maru.support.WireSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop that nobody is hurt by: whoever is new goes elsewhere, and whoever is here is sent away one by one. */
class DrainIT {
    private static final int GOING_AWAY = 1001;

    /** So many that a busy machine has time to ask, before the last is sent away, whether new ones are let in. */
    private static final int MEMBERS = 1_000;

    private static final int ROOM_MEMBERS = 10;

    /** 200 are sent away in a second. */
    private static final Duration SPREAD = Duration.ofMillis(MEMBERS * 1_000L / 200);

    /** What the rest of a stop may take. */
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    private static final int CLIENTS = 200;

    /** All at once they would be served in a quarter of this. */
    private static final Duration COMING_SPREAD_MIN = Duration.ofSeconds(1);

    private static final int RESUMED_SECONDS_MAX = 60;

    @TempDir
    Path data;

    private final HttpClient http = HttpClient.newHttpClient();

    /** Members of one server, and when each was sent away, in nanoseconds. */
    private record Hall(List<TestMember> members, List<CompletableFuture<Long>> ends) {
        static Hall of(MaruProcess maru) {
            Hall hall = new Hall(new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < MEMBERS; i++) {
                TestMember member = TestMember.v1(maru.ws("/chat/room-" + i / ROOM_MEMBERS), "{\"type\":\"hello\"}");
                hall.members.add(member);
                hall.ends.add(member.closed().thenApply(code -> System.nanoTime()));
            }
            hall.members.forEach(member -> member.skipTo("caughtUp"));
            return hall;
        }

        /**
         * Some say a line whenever the last is acknowledged, until they are sent away; gives when the last ack came.
         * Few, so that it takes no time on a busy machine.
         */
        List<CompletableFuture<Long>> speak() {
            List<CompletableFuture<Long>> acked = new ArrayList<>();
            for (int i = ROOM_MEMBERS - 1; i < MEMBERS; i += 3 * ROOM_MEMBERS) {
                TestMember speaker = members.get(i);
                acked.add(CompletableFuture.supplyAsync(() -> speak(speaker), work -> new Thread(work).start()));
            }
            return acked;
        }

        private static long speak(TestMember speaker) {
            long ackedNanos = 0;
            for (int i = 0; speaker.isOpen(); i++) {
                speaker.publish("line-" + i, "words");
                ackedNanos = speaker.awaitOrClose("ack") ? System.nanoTime() : ackedNanos;
            }
            return ackedNanos;
        }

        long firstEnd() {
            return ends.stream().mapToLong(CompletableFuture::join).min().orElseThrow();
        }

        /** From the first who was sent away to the last. */
        Duration spread() {
            assertThat(members.stream().map(TestMember::closeCode).distinct()).containsExactly(GOING_AWAY);
            long last = ends.stream().mapToLong(CompletableFuture::join).max().orElseThrow();
            return Duration.ofNanos(last - firstEnd());
        }
    }

    @Test
    void membersAreSentAwayOneAfterAnotherAndServedUntilThen() throws Exception {
        try (MaruProcess maru = MaruProcess.start(data)) {
            Hall hall = Hall.of(maru);
            List<CompletableFuture<Long>> acked = hall.speak();
            maru.terminate();
            HttpResponse<String> ready = ready(maru);
            while (ready.statusCode() == 200) {
                ready = ready(maru);
            }
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("stopping");
            HttpResponse<?> refused = refused(maru.ws("/chat/late"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValueAsLong("Retry-After")).hasValue(5);
            Duration spread = hall.spread();
            assertThat(acked.stream().mapToLong(CompletableFuture::join).max().orElseThrow())
                    .as("served while others had been sent away")
                    .isGreaterThan(hall.firstEnd());
            System.out.printf("DrainIT: %d members sent away within %d ms%n", MEMBERS, spread.toMillis());
            assertThat(spread).isBetween(SPREAD.multipliedBy(8).dividedBy(10), SPREAD.multipliedBy(10));
            maru.awaitExit(STOP_MAX);
            assertThat(maru.output()).doesNotContain("Exception").doesNotContain("\tat ");
        }
    }

    /** On plain sockets: the JDK's client forgets a close that the end of the connection follows at once. */
    @Test
    void aStopThatHasNoTimeSendsEverybodyAwayAtOnce() throws Exception {
        List<WireSocket> members = new ArrayList<>();
        try (MaruProcess maru = MaruProcess.start(data, "-Dmaru.drainSeconds=0")) {
            for (int i = 0; i < MEMBERS; i++) {
                WireSocket member = WireSocket.connect(maru.ws("/chat/room-" + i / ROOM_MEMBERS));
                members.add(member);
                member.send("{\"type\":\"hello\"}");
                while (!member.read().contains("caughtUp")) {}
            }
            long begun = System.nanoTime();
            maru.terminate();
            for (WireSocket member : members) {
                assertThat(member.awaitClose()).isEqualTo(GOING_AWAY);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            System.out.printf("DrainIT: %d members sent away at once within %d ms%n", MEMBERS, took.toMillis());
            assertThat(took).isLessThan(SPREAD.multipliedBy(8).dividedBy(10));
            maru.awaitExit(STOP_MAX);
        } finally {
            for (WireSocket member : members) {
                member.close();
            }
        }
    }

    @Test
    void everybodyComesBackAtATimeOfTheirOwn() throws Exception {
        List<MaruClient> clients = new ArrayList<>();
        Arrivals arrivals = new Arrivals();
        MaruProcess maru = MaruProcess.start(data);
        try (FaultProxy proxy = FaultProxy.start(maru.ws("/"))) {
            for (int i = 0; i < CLIENTS; i++) {
                URI room = proxy.through(maru.ws("/chat/room-" + i / ROOM_MEMBERS));
                clients.add(MaruClient.connect(room, Options.named("member"), arrivals));
            }
            arrivals.await(CLIENTS);
            // All at once, so that what spreads them is the clients' own.
            maru.kill9();
            maru = MaruProcess.start(data);
            proxy.target(maru.ws("/"));
            arrivals.await(2 * CLIENTS);
            Duration spread = arrivals.spreadOfLast(CLIENTS);
            System.out.printf("DrainIT: %d clients came back within %d ms%n", CLIENTS, spread.toMillis());
            assertThat(spread).isGreaterThan(COMING_SPREAD_MIN);
        } finally {
            clients.forEach(MaruClient::close);
            maru.close();
        }
    }

    private HttpResponse<String> ready(MaruProcess maru) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(maru.http("/health/ready"))
                .timeout(STOP_MAX)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<?> refused(URI room) {
        try (TestMember late = TestMember.plain(room)) {
            throw new AssertionError("let in: " + late);
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(WebSocketHandshakeException.class);
            return ((WebSocketHandshakeException) e.getCause()).getResponse();
        }
    }

    /** When clients were welcomed, in nanoseconds. */
    private static final class Arrivals implements Listener {
        private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();

        @Override
        public synchronized void welcome(MaruClient client, Welcome welcome) {
            times.add(System.nanoTime());
            notifyAll();
        }

        synchronized void await(int count) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(RESUMED_SECONDS_MAX);
            while (times.size() < count) {
                long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                assertThat(millis).as("only %d of %d came", times.size(), count).isPositive();
                wait(millis);
            }
        }

        Duration spreadOfLast(int count) {
            List<Long> all = new ArrayList<>(times);
            return Duration.ofNanos(all.get(all.size() - 1) - all.get(all.size() - count));
        }
    }
}
