package chat.maru.access;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which tokens are taken. Immutable.
 *
 * <p>A token says how it is signed, so it must not decide how it is checked: HS256 is checked with the secret and with
 * nothing else, the other algorithms with public keys and with nothing else, and an algorithm without a key is refused.
 *
 * @param algorithms the algorithms taken, each of which has something to be checked with
 * @param issuer the exact claim {@code iss}
 * @param audience what the claim {@code aud} must be, or contain
 * @param secret for HS256
 * @param keys where the public keys are, a JSON Web Key Set: {@code file:}, {@code https:}, or {@code http:} to this
 *     very machine
 * @param skewSeconds how far the clock of the issuer may be off
 * @param tokenCharsMax the longest token, in characters
 * @param lifetimeSecondsMax how far ahead the end of a token may lie
 */
public record TokenRules(
        Set<TokenAlgorithm> algorithms,
        String issuer,
        String audience,
        Optional<TokenSecret> secret,
        Optional<URI> keys,
        int skewSeconds,
        int tokenCharsMax,
        long lifetimeSecondsMax) {
    /** As RFC 8725 has it: a minute or so. */
    public static final int SKEW_SECONDS = 60;
    /** More than the tokens of the usual issuers, which go into a header of 8 KiB. */
    public static final int TOKEN_CHARS_MAX = 4_096;

    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Fails with an {@link IllegalArgumentException} for rules that could take no token, or take a forged one. */
    public TokenRules {
        algorithms = Set.copyOf(algorithms);
        Objects.requireNonNull(secret);
        if (issuer.isBlank() || audience.isBlank() || algorithms.isEmpty()) {
            throw new IllegalArgumentException("an issuer, an audience and an algorithm are needed");
        }
        boolean wantsKeys = algorithms.stream().anyMatch(TokenAlgorithm::isPublic);
        boolean wantsSecret = algorithms.contains(TokenAlgorithm.HS256);
        if ((wantsSecret && secret.isEmpty()) || (wantsKeys && keys.isEmpty())) {
            throw new IllegalArgumentException("an algorithm has nothing to be checked with");
        }
        if (keys.isPresent() && !isSafe(keys.get())) {
            throw new IllegalArgumentException("keys come from a file, by https, or by http from this very machine");
        }
    }

    /** Whether nobody on the way could put other keys there; a password in the address would end up in a log. */
    public static boolean isSafe(URI keys) {
        String scheme = String.valueOf(keys.getScheme()).toLowerCase(Locale.ROOT);
        if (scheme.equals("file")) {
            return true;
        }
        String host = keys.getHost();
        if (host == null || keys.getRawUserInfo() != null || keys.getRawFragment() != null) {
            return false;
        }
        boolean isLoopback = LOOPBACK_HOSTS.contains(host.toLowerCase(Locale.ROOT));
        return scheme.equals("https") || (scheme.equals("http") && isLoopback);
    }
}
