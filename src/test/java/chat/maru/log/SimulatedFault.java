package chat.maru.log;

/** Ways in which a simulated Redis is broken on purpose, to prove that the simulation notices. */
enum SimulatedFault {
    /** It is as it should be. */
    NONE,
    /** A commit is done whatever the row has become. */
    ROW_UNCHECKED,
    /** A commit is done although an id of it is stored already. */
    ID_UNCHECKED,
    /** A commit is answered well, and not done. */
    COMMIT_FORGOTTEN,
    /** A commit leaves out the bodies. */
    BODIES_LEFT_OUT,
    /** A commit leaves out the ids, so that a retry finds nothing. */
    IDS_LEFT_OUT,
    /** A commit leaves out the row, which comes last. */
    ROW_LEFT_OUT,
    /** What is read comes from a replica that lags. */
    READS_FROM_REPLICA,
    /** Rooms keep their epoch whatever a node says. */
    EPOCH_KEPT;

    boolean skips(String command, int key) {
        return switch (this) {
            case BODIES_LEFT_OUT -> key == RedisKeys.Part.BODIES.number() && command.equals("HSET");
            case IDS_LEFT_OUT -> key == RedisKeys.Part.IDS.number();
            case ROW_LEFT_OUT -> key == RedisKeys.Part.ROW.number();
            default -> false;
        };
    }
}
