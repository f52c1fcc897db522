package chat.maru.log;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The pages of one room that wait to be read: who asks for one that waits already shares it. So a crowd that comes back
 * at one moment, to a node that has nothing of the room in memory, costs one read for a page and not one for each
 * member. Thread-safe.
 *
 * <p>Nobody shares a read that has begun: it may have looked before something was erased, and whoever asks after an
 * erasure was acknowledged must not get the text.
 *
 * @param <T> what is read, shared and so immutable
 */
final class Waiting<T> {
    private final Map<Asked, CompletableFuture<T>> reads = new ConcurrentHashMap<>();

    /** @param submit queues the read; what it is given is to be run when the read begins, however often it is tried */
    CompletableFuture<T> join(Asked asked, Function<Runnable, CompletableFuture<T>> submit) {
        // A read that begins at once waits with its removal until it is in the map.
        CompletableFuture<T> read = reads.computeIfAbsent(asked, key -> submit.apply(() -> reads.remove(key)));
        if (read.isDone()) {
            // What is refused never begins.
            reads.remove(asked, read);
        }
        return read;
    }

    /** What {@link RoomLog#readAfter} was asked for. */
    record Asked(long n, int entriesMax, int bytesMax) {}
}
