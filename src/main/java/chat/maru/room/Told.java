package chat.maru.room;

/**
 * One thing that a node tells the others of what is not history. Immutable. That it could be true has been checked by
 * {@link Bulletin} where it came from another node; that it is, nobody can.
 */
sealed interface Told {
    /**
     * An identity is in a room there, under that name.
     *
     * @param stamp grows with each name that the identity takes: of two names the one with the greater holds
     */
    record Here(String room, String id, String name, long stamp) implements Told {}

    /** An identity is not in a room there any more. */
    record Gone(String room, String id) implements Told {}

    /** An identity types in a room there, or has stopped. */
    record Types(String room, String id, String name, boolean on) implements Told {}

    /** An identity has read that far, and the store has it. */
    record Reads(String room, String id, long n) implements Told {}

    /** So much was taken there from a bucket of {@link chat.maru.access.Limiter}, in nanoseconds of its time. */
    record Spent(String bucket, long nanos) implements Told {}

    /** That node is to tell who is in its rooms. */
    record Ask(String node) implements Told {}

    /** From here to the {@link End}, the node tells everybody who is in its rooms. */
    record Begin() implements Told {}

    /** Whoever was not told of since the {@link Begin} is not there. */
    record End() implements Told {}
}
