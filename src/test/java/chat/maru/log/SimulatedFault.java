package chat.maru.log;

import chat.maru.log.RedisKeys.Part;
import java.util.List;

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
    /** After a failover it calls itself as before, as if nothing could be lost. */
    SAME_REPLICATION_ID,
    /** Rooms keep their epoch whatever a node says. */
    EPOCH_KEPT;

    boolean skips(List<String> words) {
        return switch (this) {
            case BODIES_LEFT_OUT -> isOf(Part.BODIES, words) && words.get(0).equals("HSET");
            case IDS_LEFT_OUT -> isOf(Part.IDS, words);
            case ROW_LEFT_OUT -> isOf(Part.ROW, words);
            default -> false;
        };
    }

    private static boolean isOf(Part part, List<String> words) {
        return words.size() > 1 && words.get(1).equals(RedisKeys.of("hall").of(part));
    }
}
