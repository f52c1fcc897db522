package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.MaruProcess;
import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable WAR brings rooms down to what they may keep, and who is behind is told where they begin. */
class RetentionIT {
    private static final int SAID = 400;
    private static final int KEPT = 100;
    private static final String HELLO = "{\"type\":\"hello\",\"name\":\"Ann\",\"after\":{\"n\":1}}";

    private static final int STORE_BYTES = 600_000;

    @TempDir
    Path data;

    @TempDir
    Path archive;

    @Test
    void aServerThatIsToldToKeepLessMovesTheRestToItsArchive() throws Exception {
        try (MaruProcess maru = MaruProcess.start(data);
                TestMember ann = TestMember.v1(maru.ws("/chat/hall"), "{\"type\":\"hello\",\"name\":\"Ann\"}")) {
            for (int i = 0; i < SAID; i++) {
                ann.publish("id" + i, "text " + i);
                ann.skipTo("ack");
            }
        }
        try (MaruProcess maru =
                MaruProcess.start(data, "-Dmaru.keepEntriesPerRoomMax=" + KEPT, "-Dmaru.archive=" + archive)) {
            JsonObject gap = awaitGap(maru);
            assertThat(gap.getString("reason")).isEqualTo("trimmed");
            assertThat(gap.getInt("first")).isEqualTo(SAID - KEPT + 1);
            try (Stream<Path> files = Files.list(archive.resolve("hall"))) {
                List<String> lines = Files.readAllLines(files.findFirst().orElseThrow());
                assertThat(lines).hasSize(SAID - KEPT);
                assertThat(lines.get(SAID - KEPT - 1)).contains("\"content\":\"text " + (SAID - KEPT - 1) + "\"");
            }
            // Who was there all the time is none the worse: history ends, what has gone is no target, talk goes on.
            try (TestMember bob = TestMember.v1(maru.ws("/chat/hall"), "{\"type\":\"hello\",\"name\":\"Bob\"}")) {
                bob.send("{\"type\":\"history\",\"id\":\"h\",\"before\":" + (SAID - KEPT + 1) + "}");
                JsonObject page = bob.skipTo("page");
                assertThat(page.getJsonArray("messages")).isEmpty();
                assertThat(page.getBoolean("more")).isFalse();
                bob.send("{\"type\":\"react\",\"id\":\"r\",\"of\":5,\"emoji\":\"\uD83D\uDC4D\",\"on\":true}");
                assertThat(bob.skipTo("refused").getString("code")).isEqualTo("noTarget");
                bob.publish("b1", "still here");
                assertThat(bob.skipTo("ack").getInt("n")).isEqualTo(SAID + 1);
            }
        }
    }

    @Test
    void readinessWarnsOfAStoreThatIsNearlyFullAndStaysGreen() throws Exception {
        try (MaruProcess maru = MaruProcess.start(data, "-Dmaru.storeBytesMax=" + STORE_BYTES);
                TestMember ann = TestMember.v1(maru.ws("/chat/hall"), "{\"type\":\"hello\",\"name\":\"Ann\"}")) {
            JsonObject answer = ann.next("welcome");
            for (int i = 0; !answer.getString("type").equals("refused"); i++) {
                ann.publish("id" + i, "x".repeat(1_000));
                do {
                    answer = ann.next();
                } while (!List.of("ack", "refused").contains(answer.getString("type")));
            }
            assertThat(answer.getString("code")).isEqualTo("storeFull");
        }
        try (MaruProcess maru = MaruProcess.start(data, "-Dmaru.storeBytesMax=" + STORE_BYTES * 105 / 100)) {
            long deadline = System.nanoTime() + TestMember.DEADLINE.toNanos();
            HttpResponse<String> ready = ready(maru);
            while (!ready.body().contains("warning") && System.nanoTime() < deadline) {
                LockSupport.parkNanos(100_000_000);
                ready = ready(maru);
            }
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).contains("\"warning\":\"the store (maru.storeBytesMax) is 9");
            assertThat(maru.output()).containsOnlyOnce("raise maru.storeBytesMax");
        }
    }

    private static HttpResponse<String> ready(MaruProcess maru) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(maru.http("/health/ready")).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject awaitGap(MaruProcess maru) {
        long deadline = System.nanoTime() + TestMember.DEADLINE.toNanos();
        while (System.nanoTime() < deadline) {
            try (TestMember late = TestMember.v1(maru.ws("/chat/hall"), HELLO)) {
                if (late.skipTo("welcome").getInt("first") > 1) {
                    return late.skipTo("gap");
                }
            }
            LockSupport.parkNanos(100_000_000);
        }
        throw new AssertionError("the room still begins with its first entry; the server said:\n" + maru.output());
    }
}
