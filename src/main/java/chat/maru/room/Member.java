package chat.maru.room;

/** One connection in a room, as the room sees it. */
public interface Member {
    /** The identity that joined. Two members may share one: the same person in two tabs. */
    String id();

    /** The label of that identity. */
    String name();

    /**
     * The room may have grown: look again. Carries nothing, may be doubled or late, and is called by many threads.
     *
     * <p>MUST return soon whatever the socket does: everybody behind this member in the room waits for it.
     */
    void wake();
}
