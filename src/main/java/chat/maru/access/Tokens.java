package chat.maru.access;

import chat.maru.access.TokenRefusedException.Code;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Says who somebody is who shows a JSON Web Token. Thread-safe. Whoever made it closes it; where there are public keys
 * it has one daemon thread, {@code maru-keys}.
 *
 * <p>What it takes: RFC 7519 in its compact form, signed (RFC 7515), with the cautions of RFC 8725. Whether a token was
 * revoked is not known here.
 */
public final class Tokens implements TokenReader, AutoCloseable {
    private final TokenRules rules;
    private final Clock clock;
    private final List<TokenKey> secret;
    private final Optional<KeyRing> ring;

    /** Begins to read the public keys, if there are any, and does not wait for them. */
    public Tokens(TokenRules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
        this.secret = rules.secret().map(TokenKey::of).stream().toList();
        this.ring = rules.keys().map(location -> new KeyRing(KeySource.of(location), clock));
    }

    /** Whether it is three parts with a dot between. */
    @Override
    public boolean knows(String token) {
        return token.chars().filter(c -> c == '.').count() == 2;
    }

    @Override
    public CompletionStage<Identity> read(String token) {
        return verify(token)
                .exceptionallyCompose(refused -> CompletableFuture.failedStage(
                        new Unidentified(Unidentified.Reason.BAD_TOKEN, String.valueOf(refused.getMessage()))));
    }

    /**
     * The identity that the token vouches for. Never waits and never throws: the stage is complete at once, unless the
     * token is of a key that is not known yet and may be fetched. Then it completes after one try, within some 10
     * seconds and on the thread {@code maru-keys}, which what hangs on it must not hold up.
     *
     * <p>It fails with a {@link TokenRefusedException}, never wrapped.
     */
    public CompletionStage<Identity> verify(String text) {
        CompletableFuture<Identity> answer = new CompletableFuture<>();
        try {
            CompactToken token = CompactToken.parse(text, rules.tokenCharsMax());
            if (!rules.algorithms().contains(token.algorithm())) {
                throw new TokenRefusedException(
                        Code.WRONG_ALGORITHM, "The token is signed in a way that this server does not take.");
            }
            if (!token.algorithm().isPublic()) {
                answer.complete(identity(token, secret));
            } else {
                verify(token, ring.orElseThrow(), answer);
            }
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private void verify(CompactToken token, KeyRing known, CompletableFuture<Identity> answer) {
        List<TokenKey> fitting = known.now().fitting(token);
        if (!fitting.isEmpty()) {
            answer.complete(identity(token, fitting));
            return;
        }
        known.renewed(keys -> {
            try {
                answer.complete(identity(token, fittingAfterAll(token, keys)));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
    }

    private static List<TokenKey> fittingAfterAll(CompactToken token, TokenKeys keys) {
        if (keys == TokenKeys.UNREAD) {
            throw new TokenRefusedException(Code.KEYS_UNREAD, "The keys for tokens cannot be read now; try it later.");
        }
        List<TokenKey> fitting = keys.fitting(token);
        if (fitting.isEmpty()) {
            throw new TokenRefusedException(Code.UNKNOWN_KEY, "The token is signed with a key that is not known.");
        }
        return fitting;
    }

    /** The signature first: nothing that a claim says is looked at before. */
    private Identity identity(CompactToken token, List<TokenKey> fitting) {
        if (fitting.stream().noneMatch(key -> key.verifies(token))) {
            throw new TokenRefusedException(Code.BAD_SIGNATURE, "The signature of the token is not right.");
        }
        return TokenClaims.identity(token.claimsJson(), rules, clock.millis());
    }

    @Override
    public void close() {
        ring.ifPresent(KeyRing::close);
    }
}
