package chat.maru.client;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a client says in its hello, and how it behaves. Immutable; each method gives a changed copy.
 *
 * @param name the guest's label, or {@code null} for one that the server makes up
 * @param guest the secret from an earlier {@link Welcome#guest}, or {@code null} to be a new guest
 * @param after where to read on from, or {@code null} for what is live
 * @param history how many of the newest messages to begin with, 0 to 100; not looked at when there is {@code after}
 * @param reconnect whether to come back and resume when the connection is lost
 * @param outboxMax how many calls may wait for their answers, connected or not, from 1 to 100,000; a call beyond it
 *     fails at once
 * @param tokens who this is, where it is no guest: see {@link #withTokens}
 */
public record Options(
        @Nullable String name,
        @Nullable String guest,
        @Nullable Position after,
        int history,
        boolean reconnect,
        int outboxMax,
        @Nullable Supplier<@Nullable String> tokens) {
    /** A new guest, live only, who comes back. */
    public static final Options DEFAULT = new Options(null, null, null, 0, true, 1_000, null);

    private static final int OUTBOX_CEILING = 100_000;

    public Options {
        if (history < 0 || outboxMax < 1 || outboxMax > OUTBOX_CEILING) {
            throw new IllegalArgumentException(
                    "history must not be negative, outboxMax must be from 1 to " + OUTBOX_CEILING);
        }
    }

    /** The default, with a name. */
    public static Options named(String name) {
        return DEFAULT.withName(name);
    }

    public Options withName(String name) {
        return new Options(name, guest, after, history, reconnect, outboxMax, tokens);
    }

    public Options withGuest(String guest) {
        return new Options(name, guest, after, history, reconnect, outboxMax, tokens);
    }

    public Options withAfter(Position after) {
        return new Options(name, guest, after, history, reconnect, outboxMax, tokens);
    }

    public Options withHistory(int history) {
        return new Options(name, guest, after, history, reconnect, outboxMax, tokens);
    }

    public Options withReconnect(boolean reconnect) {
        return new Options(name, guest, after, history, reconnect, outboxMax, tokens);
    }

    public Options withOutboxMax(int outboxMax) {
        return new Options(name, guest, after, history, reconnect, outboxMax, tokens);
    }

    /**
     * To be known by a token that the server trusts, a JSON Web Token or a bot's: {@code withTokens(() -> myToken)}.
     *
     * <p>The supplier is asked before each connection, and again when the server says that the token ends within a
     * minute; what it gives then is said in the connection, which stays. It is asked on a thread of its own, one
     * question at a time, and may block, as a login does; after 30 s the client stops waiting for it. {@code null} is
     * no token: a guest, who may then be refused. Where it throws, the client comes back later, as after a lost
     * connection.
     *
     * <p>When the server closes because a token is over (4012) or was taken back (4510), the client comes back with
     * another one. Where the supplier has the same or none, that is the end, with the server's code.
     */
    public Options withTokens(Supplier<@Nullable String> tokens) {
        return new Options(name, guest, after, history, reconnect, outboxMax, tokens);
    }
}
