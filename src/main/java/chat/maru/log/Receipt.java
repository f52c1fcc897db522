package chat.maru.log;

/** What became of a {@link Draft}. */
public sealed interface Receipt {
    /**
     * It is in the log, as durably as the engine promises.
     *
     * @param position where; for a duplicate, where its first arrival was stored
     * @param duplicate the same command had been stored before, and nothing was stored now
     */
    record Stored(Position position, boolean duplicate) implements Receipt {}

    /** It is not in the log, except for {@link Reason#UNKNOWN}, where nobody can say. */
    record Refused(Reason reason) implements Receipt {}

    /** Why a draft was not stored. */
    enum Reason {
        /** The author used this id for another command. */
        ID_REUSED,
        /** {@code of} is not a position of this log, or an edit, a delete or a reaction names what is no message. */
        NO_TARGET,
        /** The entry at {@code of} is another author's. */
        NOT_OWN,
        /** The message has as many different marks as it may, and this would be another. */
        TOO_MANY_MARKS,
        /** The queue of waiting appends is full; later may do. */
        BUSY,
        /** The store has no room left; reading goes on. */
        STORE_FULL,
        /** This room's log is damaged; reading what is whole goes on. */
        READ_ONLY,
        /** The store has stopped writing, after a fault or because it is closing. */
        STOPPED,
        /** The commit failed in a way that leaves open whether it happened. Ask again with the same id. */
        UNKNOWN
    }
}
