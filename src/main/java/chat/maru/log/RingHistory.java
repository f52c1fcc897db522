package chat.maru.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * History from memory: whatever became of a message lies behind it, so a ring that holds a message and everything up to
 * the head knows how the message reads now. Used once, by one thread, which holds the lock of the ring's owner.
 */
final class RingHistory {
    private final Ring ring;
    private final Head head;
    private final Range range;
    private final String reader;
    private final Map<Long, Entry> edits = new HashMap<>();
    private final Map<Long, Deque<Entry>> reactions = new HashMap<>();
    private long below;
    private long above;

    /** @param ring must hold the entry at {@code head}, as its newest, unless the log holds nothing */
    RingHistory(Ring ring, Head head, Range range, String reader) {
        this.ring = ring;
        this.head = head;
        this.range = range;
        this.reader = reader;
    }

    /** What {@link RoomLog#history} answers, or {@code null} when that takes entries that the ring does not hold. */
    @Nullable
    History read(int entriesMax, int bytesMax) {
        if (head.first() > head.n()) {
            return new History(List.of(), head, false, false, 0);
        }
        boolean whole = ring.first() <= head.first();
        long oldest = Math.max(ring.first(), head.first());
        long parting = range.parting(head);
        if (parting < oldest - 1) {
            return null;
        }
        for (long n = head.n(); n > parting; n--) {
            collect(ring.get(n));
        }
        below = parting;
        above = parting + 1;
        List<Folded> messages = Window.fill(entriesMax, bytesMax, () -> older(oldest), this::newer);
        long before = ring.get(oldest).m() - (ring.get(oldest).isMessage() ? 1 : 0);
        long parted = parting < oldest ? before : ring.get(parting).m();
        long upToFirst = messages.isEmpty() ? parted : messages.get(0).message().m() - 1;
        long upToLast = messages.isEmpty()
                ? parted
                : messages.get(messages.size() - 1).message().m();
        return upToFirst > before || whole
                ? new History(messages, head, upToFirst > before, upToLast < head.m(), 0)
                : null;
    }

    private @Nullable Folded older(long oldest) {
        while (range.hasOlder() && below >= oldest) {
            Entry entry = ring.get(below--);
            if (entry.isMessage()) {
                return fold(entry);
            }
            collect(entry);
        }
        return null;
    }

    private @Nullable Folded newer() {
        while (range.hasNewer() && above <= head.n()) {
            Entry entry = ring.get(above++);
            if (entry.isMessage()) {
                return fold(entry);
            }
        }
        return null;
    }

    /** Keeps what {@code entry} says about an earlier message; called from the newest entry to the oldest. */
    private void collect(Entry entry) {
        if (entry.kind().equals(Kind.EDIT)) {
            edits.putIfAbsent(entry.of(), entry);
        } else if (entry.kind().equals(Kind.REACTION)) {
            reactions.computeIfAbsent(entry.of(), of -> new ArrayDeque<>()).addFirst(entry);
        }
    }

    private Folded fold(Entry message) {
        return message.body() == null
                ? Folded.plain(message)
                : new Folded(message, edits.get(message.n()), marks(message.n()));
    }

    private Map<String, Marked> marks(long of) {
        Marks marks = new Marks();
        reactions.getOrDefault(of, new ArrayDeque<>()).forEach(marks::add);
        return marks.told(reader);
    }
}
