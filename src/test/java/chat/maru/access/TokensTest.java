package chat.maru.access;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.TokenRefusedException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {
    private static final Forge FORGE = new Forge();
    private final TurnedClock clock = new TurnedClock();

    @TempDir
    private Path directory;

    private Tokens tokens;

    @BeforeEach
    void open() throws IOException {
        Path keys = directory.resolve("keys.json");
        Files.writeString(keys, FORGE.keySet());
        tokens = new Tokens(TokenVerdict.rules(keys.toUri()), clock);
    }

    @AfterEach
    void close() {
        tokens.close();
    }

    private Identity accepted(String more) {
        return TokenVerdict.accepted(tokens, token(more));
    }

    private String token(String more) {
        return FORGE.hs256("{\"alg\":\"HS256\"}", Forge.claims(clock, more));
    }

    @Test
    void allFourAlgorithmsAreTakenWithAndWithoutTheNameOfTheKey() {
        String claims = Forge.claims(clock, "");
        for (String name : new String[] {"rsa", "ec", "ed", ""}) {
            String id = name.isEmpty() ? "" : ",\"kid\":\"" + name + "\"";
            if (name.isEmpty() || name.equals("rsa")) {
                TokenVerdict.accepted(tokens, FORGE.rs256("{\"alg\":\"RS256\"" + id + "}", claims));
            }
            if (name.isEmpty() || name.equals("ec")) {
                TokenVerdict.accepted(tokens, FORGE.es256("{\"alg\":\"ES256\"" + id + "}", claims));
            }
            if (name.isEmpty() || name.equals("ed")) {
                TokenVerdict.accepted(tokens, FORGE.eddsa("{\"alg\":\"EdDSA\"" + id + "}", claims));
            }
        }
        assertThat(TokenVerdict.accepted(tokens, FORGE.hs256("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", claims)))
                .isEqualTo(new Identity(
                        "u:ada", "ada", Identity.Source.TOKEN, Grants.NONE, (clock.seconds() + 600) * 1_000, ""));
    }

    @Test
    void aTokenOfAKnownKeyIsAnsweredAtOnce() {
        String token = FORGE.es256("{\"alg\":\"ES256\"}", Forge.claims(clock, ""));
        TokenVerdict.accepted(tokens, token);
        assertThat(tokens.verify(token))
                .isInstanceOfSatisfying(
                        CompletableFuture.class,
                        answer -> assertThat(answer.isDone()).isTrue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Ada Lovelace   | ,\"name\":\" Ada Lovelace \"",
                "ada.l          | ,\"preferred_username\":\"ada.l\"",
                "ada.l          | ,\"name\":7,\"preferred_username\":\"ada.l\"",
                "ada            | ,\"name\":\"\\u202e\\t\"",
                "evil           | ,\"name\":\"\\u202ee\\u200bv\\til\\ud800\"",
                "1234567890123456789012345678901234567890 | ,\"name\":\"12345678901234567890123456789012345678901\"",
            })
    void theNameIsCleanedSoThatItCanBeShown(String name, String more) {
        assertThat(accepted(more).name()).isEqualTo(name);
    }

    @Test
    void roomsAndTheIdOfTheTokenAreTakenOver() {
        Identity identity = accepted(",\"rooms\":{\"team-*\":\"rw\",\"lobby\":\"r\"},\"jti\":\"t-1\"");
        assertThat(identity.granted().in("team-a")).containsExactly(Right.READ, Right.WRITE);
        assertThat(identity.granted().in("lobby")).containsExactly(Right.READ);
        assertThat(identity.granted().in("attic")).isEmpty();
        assertThat(identity.tokenId()).isEqualTo("t-1");
    }

    @Test
    void oneOfSeveralAudiencesIsEnough() {
        String claims = Forge.claims(clock, "").replace("\"maru\"", "[\"others\",\"maru\"]");
        TokenVerdict.accepted(tokens, FORGE.hs256("{\"alg\":\"HS256\"}", claims));
    }

    @Test
    void aClockThatIsAMinuteOffIsForgivenAndNoMore() {
        String token = token("");
        String early = token(",\"nbf\":" + (clock.seconds() + 60));
        String tooEarly = token(",\"nbf\":" + (clock.seconds() + 61));
        TokenVerdict.accepted(tokens, early);
        assertThat(TokenVerdict.refused(tokens, tooEarly)).isEqualTo(Code.NOT_YET_VALID);
        clock.turn(Duration.ofSeconds(659));
        TokenVerdict.accepted(tokens, token);
        clock.turn(Duration.ofSeconds(1));
        assertThat(TokenVerdict.refused(tokens, token)).isEqualTo(Code.EXPIRED);
    }

    @Test
    void aRefusalHoldsNothingOfTheTokenAndNoStackTrace() {
        String token = token(",\"jti\":7");
        TokenRefusedException refusal = TokenVerdict.refusal(tokens, token);
        assertThat(refusal.getMessage()).doesNotContain(token.substring(0, 8)).contains("jti");
        assertThat(refusal.getStackTrace()).isEmpty();
        assertThat(new TokenSecret(Forge.SECRET)).hasToString("TokenSecret");
        assertThat(TokenVerdict.rules(directory.toUri()).toString()).doesNotContain("a secret");
    }
}
