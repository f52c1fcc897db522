package chat.maru.log;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Opens the logs of rooms and owns the engine behind them. Thread-safe.
 *
 * <p>Opening writes nothing: a room exists from its first entry. Rooms that have no entry share the store's own epoch,
 * so that somebody who joined an empty room before a restart still holds a good position after it.
 */
public interface LogStore extends AutoCloseable {
    /**
     * The log of {@code room}; at most one is open for a room at a time, and the caller closes it before it opens
     * another.
     *
     * @param room the key, unique
     * @param name the spelling to remember if the room has none yet
     */
    CompletionStage<RoomLog> open(String room, String name);

    /** What an acknowledged append survives. */
    Durability durability();

    /** Why nothing can be appended to any room just now, in words for the operator; empty when all is well. */
    Optional<String> trouble();

    /** Finishes the appends that wait, closes every log and releases files and threads. Returns when that is done. */
    @Override
    void close();

    /** What an acknowledged append survives: a power cut, a kill of the process, or nothing. */
    enum Durability {
        DISK,
        OS,
        MEMORY
    }
}
