package chat.maru.log;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Opens the logs of rooms and owns the engine behind them. Thread-safe.
 *
 * <p>Opening writes nothing: a room exists from its first entry. Rooms that have no entry have an epoch of the store's,
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

    /**
     * The rooms that have had entries, by the code points of their keys, without those whose key begins with a dot,
     * which are the server's own.
     *
     * @param afterKey where the list goes on: a key, excluded, or an empty text
     * @param max at least 1; fewer than that come only at the end
     */
    CompletionStage<List<Listed>> rooms(String afterKey, int max);

    /** As {@link #rooms}, but only where an entry of {@code author} is still held and not erased. */
    CompletionStage<List<Listed>> roomsOf(String author, String afterKey, int max);

    /**
     * Writes a copy of all rooms as they are at one moment, while appends go on, and gives its size in bytes. What has
     * been erased is not in it. A store that is opened on the copy gives every room a fresh epoch. Fails with an
     * {@link java.io.IOException} where there is a file already, where the engine cannot, and while another copy is
     * being made.
     *
     * @param target the file, in a directory that exists; as {@code maru.db} in a directory of its own it can be opened
     */
    CompletionStage<Long> backup(Path target);

    /** How many rooms {@link #rooms} would list in all. Never blocks. */
    long roomCount();

    /** The epoch of {@code room} for as long as it has no entry. Says nothing of whether it has one. */
    String epoch(String room);

    /** What an acknowledged append survives. */
    Durability durability();

    /** The other nodes that share this store; none, unless the engine is for several. */
    default Neighbours neighbours() {
        return Neighbours.NONE;
    }

    /** Why nothing can be appended to any room just now, in words for the operator; empty when all is well. */
    Optional<String> trouble();

    /** How full is what holds the rooms; empty where nothing bounds it. */
    CompletionStage<Optional<Fullness>> fullness();

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
