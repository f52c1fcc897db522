package chat.maru.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.client.MaruClient;
import chat.maru.client.Options;
import chat.maru.support.MaruProcess;
import chat.maru.support.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that keeps nothing over its end, where the operator wants that: everybody is told, and nobody is misled. */
class ForgetfulRedisIT {
    private static final int MEMBERS = 20;
    private static final int WORDS = 20;

    @TempDir
    private Path data;

    private final List<MaruClient> clients = new ArrayList<>();
    private final List<Transcript> transcripts = new ArrayList<>();

    @Test
    void everybodyIsToldOfTheNewEpochAndNoPositionHasTwoTexts() throws Exception {
        try (RedisServer redis = RedisServer.start(Files.createDirectory(data.resolve("redis")), "--appendonly", "no");
                MaruProcess one = node("node-0", redis);
                MaruProcess two = node("node-1", redis)) {
            say(MaruClient.connect(one.ws("/chat/hall"), Options.DEFAULT), 0);
            for (int i = 0; i < MEMBERS; i++) {
                Transcript transcript = new Transcript();
                transcripts.add(transcript);
                clients.add(MaruClient.connect(
                        (i % 2 == 0 ? one : two).ws("/chat/hall"), Options.named("member"), transcript));
                transcript.awaitPosition(0, Talk.DEADLINE);
            }
            talk(1);
            assertThat(transcripts).allMatch(transcript -> transcript.faults().isEmpty());
            redis.kill9();
            redis.restart();
            transcripts.forEach(transcript -> transcript.awaitFault(Talk.DEADLINE));
            talk(1 + WORDS);
            check();
        } finally {
            clients.forEach(MaruClient::close);
        }
    }

    private MaruProcess node(String name, RedisServer redis) throws Exception {
        return MaruProcess.start(
                data.resolve(name), "-Dmaru.log=" + redis.uri(), "-Dmaru.redisDurability=memory", "-Dmaru.guests=true");
    }

    private static long say(MaruClient client, int number) {
        return client.publish("id-" + number, "word " + number)
                .toCompletableFuture()
                .orTimeout(Talk.DEADLINE.toSeconds(), TimeUnit.SECONDS)
                .join()
                .n();
    }

    /** Says some words, from both nodes, and waits until all have heard them. */
    private void talk(int first) {
        long last = 0;
        for (int number = first; number < first + WORDS; number++) {
            last = say(clients.get(number % clients.size()), number);
        }
        long n = last;
        transcripts.forEach(transcript -> transcript.awaitPosition(n, Talk.DEADLINE));
    }

    private void check() {
        Map<String, String> everything = new HashMap<>();
        for (Transcript transcript : transcripts) {
            assertThat(transcript.faults()).containsExactly("gap: epoch");
            assertThat(transcript.heard())
                    .hasSize(WORDS)
                    .isEqualTo(transcripts.get(0).heard());
            transcript
                    .everything()
                    .forEach((position, text) -> assertThat(everything.merge(
                                    position, text, (was, is) -> was.equals(is) ? was : was + " and " + is))
                            .isEqualTo(text));
        }
        assertThat(everything).hasSize(2 * WORDS);
    }
}
