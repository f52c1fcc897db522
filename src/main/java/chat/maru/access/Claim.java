package chat.maru.access;

import org.jspecify.annotations.Nullable;

/**
 * What somebody says of who they are, beside what came with the request. Immutable.
 *
 * @param token signed by somebody whom the server trusts, or {@code null}
 * @param guest a guest's secret, or {@code null}
 * @param name what a guest wants to be called, or {@code null}
 */
public record Claim(
        @Nullable String token,
        @Nullable String guest,
        @Nullable String name) {
    /** Says nothing. */
    public static final Claim NOTHING = new Claim(null, null, null);

    /** Without token and secret, which must not reach a log by accident. */
    @Override
    public String toString() {
        return "Claim[" + name + "]";
    }
}
