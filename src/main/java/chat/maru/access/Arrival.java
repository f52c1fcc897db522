package chat.maru.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of its sender, before any of it is checked but the Origin. Immutable.
 *
 * @param address the client's address in its one spelling ({@link IpAddress#text}); empty where nobody knows
 * @param local whether it came from this machine and through no proxy: guests are welcome there
 * @param login the name that the container has logged the sender in by
 * @param session the id of the container's session that this login lasts as long as; {@code null} where there is none
 * @param roles those of the roles in the settings that the container says the sender has
 * @param token from {@code Authorization: Bearer}, else from the cookie named by {@code maru.tokenCookie}; unchecked
 * @param ambient whether a browser sends the identity by itself (a login, a cookie), so that the page that asks must be
 *     known: a handshake without an Origin is then refused
 * @param originAllowed the verdict of {@link Origins}
 * @param origin the Origin header as it came, for the log; empty for none
 */
public record Arrival(
        String address,
        boolean local,
        @Nullable String login,
        @Nullable String session,
        Set<String> roles,
        @Nullable String token,
        boolean ambient,
        boolean originAllowed,
        String origin) {
    public Arrival {
        roles = Set.copyOf(roles);
    }

    /**
     * Whom limits by address take for one ({@link IpAddress#bucketKey}); empty for nobody. This machine's own address
     * is empty too: behind a proxy here that is not configured, everybody has it, and would be limited for all.
     */
    public String bucketKey() {
        return IpAddress.parse(address)
                .filter(known -> !known.isLoopback())
                .map(IpAddress::bucketKey)
                .orElse("");
    }

    /** Whether it brings anything that could make it more than a guest. */
    public boolean bringsIdentity() {
        return login != null || token != null;
    }

    /** Without the token and the session, which must not reach a log by accident. */
    @Override
    public String toString() {
        return "Arrival[" + address + (local ? ", local" : "") + (token == null ? "" : ", with a token") + "]";
    }
}
