package chat.maru.log;

/**
 * Where a log stands. Immutable; {@link RoomLog#head} gives the newest.
 *
 * @param epoch changes only when the log lost or rewrote its past
 * @param first the oldest position still held; {@code n + 1} when the log holds none
 * @param n the newest position, 0 before the first entry
 * @param m the number of messages ever appended up to {@code n}
 * @param erasures how many entries have lost their body; whoever keeps a copy of text drops it when this changes
 * @param states differs when the room's state differs: the position of the newest entry that changed it, or, as long as
 *     none has since the log was opened, any position from there to {@code n}. Compared within one epoch only
 * @param readOnly the log is damaged: what is whole is read on, nothing is appended
 */
public record Head(String epoch, long first, long n, long m, long erasures, long states, boolean readOnly) {
    public Position position() {
        return new Position(epoch, n);
    }
}
