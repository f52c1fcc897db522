package chat.maru.access;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.TokenRefusedException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Public keys come and go: by file, by address, and while their issuer is out. */
class TokenKeysTest {
    private static final Forge OLD = new Forge();
    private static final Forge NEW = new Forge();
    private static final long DEADLINE_NANOS = 30_000_000_000L;

    private final TurnedClock clock = new TurnedClock();

    private String token(Forge forge, String keyId) {
        return forge.es256("{\"alg\":\"ES256\",\"kid\":\"" + keyId + "\"}", Forge.claims(clock, ""));
    }

    private static String set(Forge forge, String keyId) {
        return Forge.set(List.of(forge.ecKey(keyId)));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private boolean isTaken(Tokens tokens, String token) {
        return !tokens.verify(token).toCompletableFuture().isCompletedExceptionally();
    }

    @Test
    void aReplacedFileIsSeenWithoutAnybodyAsking(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("keys.json");
        Files.writeString(file, set(OLD, "k"));
        try (Tokens tokens = new Tokens(TokenVerdict.rules(file.toUri()), clock)) {
            TokenVerdict.accepted(tokens, token(OLD, "k"));
            assertThat(TokenVerdict.refused(tokens, token(NEW, "k"))).isEqualTo(Code.BAD_SIGNATURE);
            Files.writeString(file, "{ half a file");
            Files.writeString(file, set(NEW, "k") + " ");
            await(() -> isTaken(tokens, token(NEW, "k")));
            assertThat(TokenVerdict.refused(tokens, token(OLD, "k"))).isEqualTo(Code.BAD_SIGNATURE);
        }
    }

    @Test
    void anUnknownKeyIsFetchedOnceInThirtySecondsWhileTheTokenWaits() throws IOException {
        try (KeyServer server = new KeyServer(set(OLD, "old"));
                Tokens tokens = new Tokens(TokenVerdict.rules(server.address()), clock)) {
            TokenVerdict.accepted(tokens, token(OLD, "old"));
            assertThat(server.hits()).isEqualTo(1);
            server.serve(200, set(NEW, "new"));
            TokenVerdict.accepted(tokens, token(NEW, "new"));
            assertThat(server.hits()).isEqualTo(2);
            for (int i = 0; i < 100; i++) {
                assertThat(TokenVerdict.refused(tokens, token(NEW, "made-up-" + i)))
                        .isEqualTo(Code.UNKNOWN_KEY);
            }
            assertThat(server.hits()).isEqualTo(2);
            clock.turn(Duration.ofSeconds(30));
            assertThat(TokenVerdict.refused(tokens, token(OLD, "old"))).isEqualTo(Code.UNKNOWN_KEY);
            assertThat(server.hits()).isEqualTo(3);
        }
    }

    @Test
    void keysAreReadAgainAfterFiveMinutesSoThatAWithdrawnOneEnds() throws IOException {
        try (KeyServer server = new KeyServer(set(OLD, "k"));
                Tokens tokens = new Tokens(TokenVerdict.rules(server.address()), clock)) {
            TokenVerdict.accepted(tokens, token(OLD, "k"));
            server.serve(200, set(NEW, "k"));
            clock.turn(Duration.ofMinutes(5));
            await(() -> isTaken(tokens, token(NEW, "k")));
            assertThat(TokenVerdict.refused(tokens, token(OLD, "k"))).isEqualTo(Code.BAD_SIGNATURE);
            assertThat(server.hits()).isEqualTo(2);
        }
    }

    @Test
    void theOldKeysHoldWhileTheIssuerIsOut() throws IOException {
        try (KeyServer server = new KeyServer(set(OLD, "k"));
                Tokens tokens = new Tokens(TokenVerdict.rules(server.address()), clock)) {
            TokenVerdict.accepted(tokens, token(OLD, "k"));
            for (String trouble : List.of("", "<html>", "{\"keys\":7}", " ".repeat(KeySource.BYTES_MAX + 1))) {
                server.serve(trouble.isEmpty() ? 503 : 200, trouble);
                clock.turn(Duration.ofSeconds(30));
                assertThat(TokenVerdict.refused(tokens, token(NEW, "new"))).isEqualTo(Code.UNKNOWN_KEY);
                TokenVerdict.accepted(tokens, token(OLD, "k"));
            }
            assertThat(server.hits()).isGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void aRedirectIsNotFollowedAndKeysNeverReadAreAServersTrouble() throws IOException {
        try (KeyServer elsewhere = new KeyServer(set(OLD, "k"));
                KeyServer server = new KeyServer("");
                Tokens tokens = new Tokens(TokenVerdict.rules(server.address()), redirected(server, elsewhere))) {
            assertThat(TokenVerdict.refused(tokens, token(OLD, "k"))).isEqualTo(Code.KEYS_UNREAD);
            assertThat(server.hits()).isPositive();
            assertThat(elsewhere.hits()).isZero();
        }
    }

    private TurnedClock redirected(KeyServer server, KeyServer to) {
        server.redirect(to.address().toString());
        return clock;
    }

    @Test
    void closingEndsTheThreadAndAnswersWhoWaits() throws IOException {
        try (KeyServer server = new KeyServer(set(OLD, "k"))) {
            Tokens tokens = new Tokens(TokenVerdict.rules(server.address()), clock);
            tokens.close();
            assertThat(tokens.verify(token(OLD, "made-up")).toCompletableFuture())
                    .isCompletedExceptionally();
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("maru-keys"));
        }
    }
}
