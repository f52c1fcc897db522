package chat.maru.endpoint;

import chat.maru.log.Entry;
import chat.maru.log.Head;
import chat.maru.log.Page;
import chat.maru.protocol.Limits;
import chat.maru.protocol.Wire;
import chat.maru.room.Cursor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one room as one wire says them, each encoded once, for whoever reads them and wherever they stand: what a
 * member gets is cut from it without a copy. Thread-safe; shared by the connections of a room.
 *
 * <p>It holds what was read in the last seconds and lay in the log's memory, and nothing that the log has erased: when
 * the count of erasures changes, it begins anew.
 */
final class Tape {
    /** A room in which everybody is far behind, each elsewhere, holds no more; the least used goes first. */
    private static final int BLOCKS_MAX = 64;

    /** Strips that several members ask for at about the same time. */
    private static final int RECENT = 4;

    private final Wire wire;
    private final Limits limits;
    private final boolean isFramed;
    private final @Nullable Strip[] recent = new @Nullable Strip[RECENT];
    private int nextRecent;
    private String epoch = "";
    private long erasures;

    /** By the last position that each is for. */
    private final Map<Long, TapeBlock> blocks = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, TapeBlock> eldest) {
            return size() > BLOCKS_MAX;
        }
    };

    Tape(Wire wire, Limits limits) {
        this.wire = wire;
        this.limits = limits;
        this.isFramed = wire.objectsPerFrameMax() == 1;
    }

    /**
     * What comes next for a reader, which then stands behind it; empty where only {@link Cursor#take} can tell.
     *
     * @param framesMax more than one only where the reader takes bytes
     */
    synchronized Optional<Strip> next(Cursor cursor, int framesMax) {
        Head head = cursor.head();
        if (!cursor.readsOn(head)) {
            return Optional.empty();
        }
        if (!epoch.equals(head.epoch()) || erasures != head.erasures()) {
            forget();
            epoch = head.epoch();
            erasures = head.erasures();
        }
        TapeBlock block = block(cursor, head);
        if (block == null) {
            return Optional.empty();
        }
        Strip strip = cut(block, cursor.n(), framesMax);
        cursor.moveTo(strip.last());
        return Optional.of(strip);
    }

    /**
     * The block with what comes next. One begins where its first reader stands, since most rooms have none that is
     * behind; when there is one, the block is made once more, whole.
     */
    private @Nullable TapeBlock block(Cursor cursor, Head head) {
        long n = cursor.n();
        long end = TapeBlock.end(n);
        TapeBlock block = blocks.get(end);
        if (block == null || block.before() > n) {
            long whole = Math.max(end - TapeBlock.ENTRIES, head.first() - 1);
            block = new TapeBlock(isFramed, block == null ? n : whole);
        }
        if (!fill(block, cursor, Math.min(end, head.n()))) {
            block = new TapeBlock(isFramed, n);
            if (!fill(block, cursor, Math.min(end, head.n()))) {
                return null;
            }
        }
        blocks.put(end, block);
        return block;
    }

    /** Encodes what the block has not yet. False where that is not in memory, or has changed meanwhile. */
    private boolean fill(TapeBlock block, Cursor cursor, long last) {
        while (block.last() < last) {
            CompletableFuture<Page> read = cursor.readAfter(
                            block.last(), (int) (last - block.last()), limits.outboundBytesMax())
                    .toCompletableFuture();
            if (!read.isDone() || read.isCompletedExceptionally() || !follows(block, read.join())) {
                return false;
            }
            read.join()
                    .entries()
                    .forEach(entry -> block.add(wire.entry(entry, epoch).getBytes(StandardCharsets.UTF_8)));
        }
        return true;
    }

    /** Whether a page is what comes next: on a tape a position is a place, so that none may be missing or twice. */
    private boolean follows(TapeBlock block, Page page) {
        List<Entry> entries = page.entries();
        return page.head().epoch().equals(epoch)
                && page.head().erasures() == erasures
                && !entries.isEmpty()
                && entries.get(0).n() == block.last() + 1
                && page.last() == block.last() + entries.size();
    }

    private Strip cut(TapeBlock block, long after, int framesMax) {
        int entriesMax = isFramed ? framesMax : limits.outboundObjectsMax();
        // The brackets belong to the frame.
        Strip strip = block.strip(after, entriesMax, limits.outboundBytesMax() - 2);
        for (Strip each : recent) {
            if (each != null && each.is(after, strip.last())) {
                return each;
            }
        }
        recent[nextRecent] = strip;
        nextRecent = (nextRecent + 1) % RECENT;
        return strip;
    }

    /** Called about once a second: what nobody reads is not kept. */
    synchronized void rest() {
        if (blocks.values().removeIf(TapeBlock::rest)) {
            Arrays.fill(recent, null);
        }
    }

    private void forget() {
        blocks.clear();
        Arrays.fill(recent, null);
    }
}
