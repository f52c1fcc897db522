package chat.maru.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The other nodes on the same store: what this node says to all of them, what they said, and turns that only one of
 * them gives. Thread-safe; owned by its {@link LogStore}.
 *
 * <p>What is said is not stored. Who does not listen just then never hears it, and no one learns of that here: whoever
 * speaks has to number what it says, and whoever hears has to notice what is missing.
 */
public interface Neighbours {
    /** The longest that can be said at once, in bytes. */
    int BYTES_MAX = 1 << 16;

    /** Of a store that one node has for itself. */
    Neighbours NONE = new Neighbours() {
        @Override
        public String self() {
            return "";
        }

        @Override
        public void say(byte[] words) {
            // Nobody is there.
        }

        @Override
        public List<byte[]> hear() {
            return List.of();
        }

        @Override
        public CompletionStage<Long> claim(String room, String author, String id, long millis) {
            return CompletableFuture.completedStage(0L);
        }

        @Override
        public void release(String room, String author, String id) {
            // Nothing was kept.
        }
    };

    /** What this node is called among them, another at each start; empty where there can be no others. */
    String self();

    /** Whether there can be others. */
    default boolean areNone() {
        return self().isEmpty();
    }

    /** Says something to all, at most {@link #BYTES_MAX}. Returns at once; lost where too much waits to be said. */
    void say(byte[] words);

    /**
     * Takes what has been said since this was last called, in the order in which each said it, and what this node said
     * itself as well. Whoever reads it checks it: anybody who reaches the store may have said it. Never blocks.
     */
    List<byte[]> hear();

    /**
     * Takes a turn for {@code author} in {@code room}, which no node gives again for so long.
     *
     * @param id what the turn is for
     * @return 0; -1 where it was taken before, for the same id, and still lasts; or how many milliseconds one for
     *     another id has still to go. Fails where the store cannot be asked
     */
    CompletionStage<Long> claim(String room, String author, String id, long millis);

    /** Gives a turn back that was not used. Returns at once; where the store cannot be asked the turn runs out. */
    void release(String room, String author, String id);
}
