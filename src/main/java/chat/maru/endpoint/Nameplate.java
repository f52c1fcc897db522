package chat.maru.endpoint;

import chat.maru.access.Identity;
import chat.maru.protocol.ServerFrame;

/**
 * Who a connection is, by the name that its client has been told or is about to be told. Thread-safe; owned by a
 * {@link Connection}. Calls nobody who could call back, since the roster changes names under its lock.
 */
final class Nameplate {
    private final Sender sender;
    private volatile Identity identity = Identity.guest("", "");

    /** From here on another name is told by a frame of its own. Guarded by this. */
    private boolean welcomed;

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

    /** The room has given another name. False when the client does not read its answers. */
    synchronized boolean renamed(String name) {
        identity = identity.named(name);
        return !welcomed || sender.reply(new ServerFrame.Named(name));
    }

    /** A welcome is on its way that says {@code name}; a newer one follows it. False as in {@link #renamed}. */
    synchronized boolean welcomed(String name) {
        welcomed = true;
        return identity.name().equals(name) || sender.reply(new ServerFrame.Named(identity.name()));
    }
}
