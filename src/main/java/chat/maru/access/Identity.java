package chat.maru.access;

import java.util.Objects;

/**
 * Somebody who can join and write. Immutable.
 *
 * @param id what makes an author the same author: {@code g:} and a hash of the secret for a guest, {@code u:} and the
 *     name that a login or a token gives, {@code b:} and the name of a bot
 * @param name a label for people, checked by {@link GuestName}
 * @param source who says so
 * @param granted rights by name: of a token, of a role, of a setting. What everybody has is not here: {@link Policy}
 * @param untilMillis when this ends, milliseconds since 1970 UTC; {@link Long#MAX_VALUE}: with the connection
 * @param tokenId what a token can be revoked by; empty where there is none
 */
public record Identity(String id, String name, Source source, Grants granted, long untilMillis, String tokenId) {
    /** The longest id, in characters: authors stand in every entry. */
    public static final int ID_CHARS_MAX = 128;

    public Identity {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(source);
        Objects.requireNonNull(granted);
        Objects.requireNonNull(tokenId);
    }

    /** Who vouches for an identity. */
    public enum Source {
        /** Nobody but the one who holds the secret. */
        GUEST,
        /** The container: form, OIDC, client certificate, whatever it does. */
        LOGIN,
        /** A signed token. */
        TOKEN,
        /** A bot's token, made by this server. */
        BOT
    }

    /** A guest. */
    public static Identity guest(String id, String name) {
        return new Identity(id, name, Source.GUEST, Grants.NONE, Long.MAX_VALUE, "");
    }

    /** The same under another label. */
    public Identity named(String newName) {
        return new Identity(id, newName, source, granted, untilMillis, tokenId);
    }

    /** Whether nobody but the one who holds a secret vouches for it. */
    public boolean isGuest() {
        return source == Source.GUEST;
    }
}
