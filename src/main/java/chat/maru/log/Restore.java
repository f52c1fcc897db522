package chat.maru.log;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Entries from elsewhere on their way into a room that has none; see {@link RoomLog#restore}. Nothing of it is seen
 * before {@link #finish}, and nothing stays when it is closed without that. Thread-safe, but one call at a time: the
 * next is made when the stage of the last has completed.
 *
 * <p>Positions, kinds, authors, ids, times, counts and texts are kept; salts, hashes and the chain are made anew, but
 * the hash of a body that is gone is kept. What a deletion says is done. What is wrong fails with
 * {@link RestoreRefused}, and the rest is for nothing then.
 */
public interface Restore extends AutoCloseable {
    /**
     * Adds what follows the last entry added; the first of all may stand anywhere, and the room begins there.
     *
     * @return how many entries have been added by now
     */
    CompletionStage<Long> add(List<Entry> entries);

    /**
     * Makes the room of what was added, in one step, with a fresh epoch.
     *
     * @param state the room's state, no value empty
     */
    CompletionStage<Head> finish(Map<String, String> state);

    /** Forgets what was added, unless {@link #finish} has been called. */
    @Override
    void close();
}
