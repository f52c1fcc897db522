package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.ApiDocument;
import chat.maru.support.MaruProcess;
import chat.maru.support.RawHttp;
import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is too fast over HTTP is told so, and for how long; nobody else is, and no other door is open meanwhile. */
class RestPaceIT {
    /** So many seconds of one message each the second server forgives at once, and an identity is no more than that. */
    private static final int BURST = 5;

    private static final int TRIES = 10;

    /** For a request, for a message, and for the request that the refused message had cost. */
    private static final int WAITS_MAX = 3;

    @TempDir
    private Path data;

    private MaruProcess maru;
    private URI server;

    @Test
    void aGuestThatPostsTooFastWaitsAsItIsToldAndOthersDoNot() throws IOException {
        int ids = 400;
        try (MaruProcess started = MaruProcess.start(
                data,
                // Slower than the slowest machine asks.
                "-Dmaru.messagesPerSecondMax=1",
                "-Dmaru.messagesBurstMax=20",
                "-Dmaru.requestsPerSecondMax=10",
                "-Dmaru.requestsBurstMax=50",
                "-Dmaru.identityRateFactor=2")) {
            begin(started);
            ConcurrentLinkedQueue<RawHttp> answers = new ConcurrentLinkedQueue<>();
            long began = System.nanoTime();
            IntStream.range(0, ids).parallel().forEach(i -> answers.add(post(RestServer.GUEST)));
            double seconds = (System.nanoTime() - began) / 1e9;
            long stored =
                    answers.stream().filter(answer -> answer.status() == 201).count();
            System.out.printf("of %d posts in %.1f s %d were stored%n", ids, seconds, stored);
            assertThat(stored).isGreaterThanOrEqualTo(40).isLessThanOrEqualTo((long) (41 + 2 * seconds));
            assertThat(post(RestServer.OTHER).status()).as("another").isEqualTo(201);
            List<RawHttp> refused =
                    answers.stream().filter(answer -> answer.status() != 201).toList();
            refused.forEach(RestPaceIT::assertTooFast);
            assertThat(waitsUntilStored()).isLessThanOrEqualTo(WAITS_MAX);
        }
    }

    /**
     * Posts until it is let through, and waits as it is told before each try; nobody else posts meanwhile. What the
     * crowd was told does not count: another of it may have taken what came free since.
     */
    private int waitsUntilStored() {
        for (int waits = 0; waits <= WAITS_MAX; waits++) {
            RawHttp answer = post(RestServer.GUEST);
            if (answer.status() == 201) {
                return waits;
            }
            assertTooFast(answer);
            long told = RestServer.json(answer).getInt("retryAfterMs");
            LockSupport.parkNanos(Duration.ofMillis(told + 1).toNanos());
        }
        return WAITS_MAX + 1;
    }

    @Test
    void whatIsSaidOverHttpAndOverASocketIsCountedTogether() throws IOException {
        try (MaruProcess started = slow()) {
            begin(started);
            String hello = "{\"type\":\"hello\",\"guest\":\"" + RestServer.GUEST + "\"}";
            try (TestMember member = TestMember.v1(maru.ws("/chat/paced"), hello)) {
                member.next("welcome");
                assertThat(triesUntilTheSocketIsRefused(member)).isLessThanOrEqualTo(TRIES);
            }
            // Another room of the same guest is no way around it, and reading is another bucket.
            assertTooFast(until429("POST", "rooms/elsewhere/messages", "{\"text\":\"x\"}"));
            assertThat(ask("GET", "rooms/paced/messages", "").status()).isEqualTo(200);
        }
    }

    /** A bucket fills by one a second: on a busy machine that second may be over before the socket speaks. */
    private int triesUntilTheSocketIsRefused(TestMember member) {
        for (int i = 1; i <= TRIES; i++) {
            until429("POST", "rooms/paced/messages", "{\"text\":\"x\"}");
            member.publish("p" + i, "over the socket");
            for (JsonObject frame = member.next(); ; frame = member.next()) {
                if (frame.getString("type").equals("refused")) {
                    assertThat(frame.getString("code")).isEqualTo("tooFast");
                    return i;
                }
                if (frame.getString("type").equals("ack")) {
                    break;
                }
            }
        }
        return TRIES + 1;
    }

    @Test
    void editsAndPagesOfHistoryHaveTheirOwnPace() throws IOException {
        try (MaruProcess started = slow()) {
            begin(started);
            assertThat(post(RestServer.GUEST).status()).isEqualTo(201);
            assertTooFast(until429("PATCH", "rooms/paced/messages/1", "{\"text\":\"y\"}"));
            assertTooFast(until429("DELETE", "rooms/paced/messages/9", "{}"));
            assertTooFast(until429("PUT", "rooms/paced/state/topic", "{\"value\":\"y\"}"));
            assertTooFast(until429("POST", "rooms/paced/moderation", "{\"act\":\"mute\",\"member\":\"u:x\"}"));
            assertThat(post(RestServer.GUEST).status()).as("another bucket").isEqualTo(201);
            assertTooFast(until429("GET", "rooms/paced/messages", ""));
            assertThat(ask("GET", "rooms/paced/members", "").status()).isEqualTo(200);
        }
    }

    private MaruProcess slow() throws IOException {
        String rate = "PerSecondMax=1";
        String burst = "BurstMax=" + BURST;
        return MaruProcess.start(
                data,
                "-Dmaru.messages" + rate,
                "-Dmaru.messages" + burst,
                "-Dmaru.edits" + rate,
                "-Dmaru.edits" + burst,
                "-Dmaru.history" + rate,
                "-Dmaru.history" + burst,
                "-Dmaru.identityRateFactor=1");
    }

    private void begin(MaruProcess started) {
        maru = started;
        server = maru.http("/");
    }

    /** Asks until it is too much, which it has to be soon: however slow the machine, the bucket holds few. */
    private RawHttp until429(String method, String path, String body) {
        for (int i = 0; i < 20 * BURST; i++) {
            RawHttp answer = ask(method, path, body);
            if (answer.status() == 429) {
                return answer;
            }
        }
        throw new AssertionError(method + " " + path + " was never too fast");
    }

    private RawHttp post(String secret) {
        return ask(secret, "POST", "rooms/paced/messages", "{\"text\":\"x\"}");
    }

    private RawHttp ask(String method, String path, String body) {
        return ask(RestServer.GUEST, method, path, body);
    }

    private RawHttp ask(String secret, String method, String path, String body) {
        try {
            String[] headers = {"Authorization: Guest " + secret, RestServer.JSON};
            RawHttp answer = RawHttp.send(server, method, "/api/v1/" + path, body, headers);
            ApiDocument.READ.check(method, "/api/v1/" + path, answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertTooFast(RawHttp answer) {
        RestServer.assertProblem(answer, 429, "tooFast");
        long millis = RestServer.json(answer).getInt("retryAfterMs");
        assertThat(millis).isBetween(1L, 1_000L);
        assertThat(answer.header("Retry-After")).isEqualTo(List.of("1").stream().findFirst());
    }
}
