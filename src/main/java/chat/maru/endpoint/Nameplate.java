package chat.maru.endpoint;

import chat.maru.access.Identity;
import chat.maru.access.Right;
import chat.maru.protocol.ServerFrame;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who a connection is and what it may, as its client has been told or is about to be told. Thread-safe; owned by a
 * {@link Connection}. Calls nobody who could call back, since the roster changes names under its lock.
 *
 * <p>What tells the client something returns false when the client does not read its answers.
 */
final class Nameplate {
    private final Sender sender;
    private volatile Identity identity = Identity.guest("", "");

    /** What the client has been told last; until the welcome {@code null}. Guarded by this. */
    private @Nullable String rights;

    Nameplate(Sender sender) {
        this.sender = sender;
    }

    Identity identity() {
        return identity;
    }

    /** Before the welcome: it will say so. */
    synchronized void set(Identity who) {
        identity = who;
    }

    /** The room has given another name: after the welcome it is told by a frame of its own. */
    synchronized boolean renamed(String name) {
        identity = identity.named(name);
        return rights == null || sender.reply(new ServerFrame.Named(name));
    }

    /** A welcome is on its way; a newer name follows it. */
    synchronized boolean welcomed(Join.Opening opening) {
        rights = opening.rights();
        return identity.name().equals(opening.name()) || sender.reply(new ServerFrame.Named(identity.name()));
    }

    /**
     * After the welcome, tells the rights if they are others by now.
     *
     * @param now asked under this lock, so that of two who come at once the later has the newer answer
     */
    synchronized boolean judged(Supplier<Set<Right>> now) {
        String before = rights;
        String newer = before == null ? "" : Right.letters(now.get());
        if (before == null || before.equals(newer)) {
            return true;
        }
        rights = newer;
        return sender.reply(new ServerFrame.Rights(newer));
    }
}
