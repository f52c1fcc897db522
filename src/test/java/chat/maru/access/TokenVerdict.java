package chat.maru.access;

import chat.maru.access.TokenRefusedException.Code;
import java.net.URI;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What came of a token, waited for with a deadline. Stateless. */
final class TokenVerdict {
    private static final long DEADLINE_SECONDS = 100;

    private TokenVerdict() {}

    /** Rules with a secret and a key set. */
    static TokenRules rules(URI keys) {
        return new TokenRules(
                EnumSet.allOf(TokenAlgorithm.class),
                Forge.ISSUER,
                Forge.AUDIENCE,
                Optional.of(new TokenSecret(Forge.SECRET)),
                Optional.of(keys),
                TokenRules.SKEW_SECONDS,
                TokenRules.TOKEN_CHARS_MAX,
                86_400);
    }

    static Identity accepted(Tokens tokens, String token) {
        try {
            return tokens.verify(token).toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new AssertionError("the token was not accepted", e);
        }
    }

    static TokenRefusedException refusal(Tokens tokens, String token) {
        try {
            Identity identity = tokens.verify(token).toCompletableFuture().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("the token was accepted for " + identity);
        } catch (ExecutionException e) {
            return (TokenRefusedException) e.getCause();
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError("there was no verdict", e);
        }
    }

    static Code refused(Tokens tokens, String token) {
        return refusal(tokens, token).code();
    }
}
