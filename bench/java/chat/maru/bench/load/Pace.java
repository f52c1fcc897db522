package chat.maru.bench.load;

/** When what is published. Owned by the loop's thread. */
public interface Pace {
    /**
     * Publishes what is due, and says when the next is, of {@link System#nanoTime}; {@link Long#MAX_VALUE} for never.
     */
    long tick(Crowd crowd, long now);

    /** All members of a room have what was published there. */
    void complete(Crowd crowd, int room, long now);

    /** The server says that it has stored what a member published. */
    default void acked(Crowd crowd, int room, int member, long now) {}

    /** Nothing. */
    Pace SILENCE = new Pace() {
        @Override
        public long tick(Crowd crowd, long now) {
            return Long.MAX_VALUE;
        }

        @Override
        public void complete(Crowd crowd, int room, long now) {}
    };
}
