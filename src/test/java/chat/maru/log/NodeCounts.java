package chat.maru.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What happened in simulations: those in which nothing did would prove nothing. One thread. */
final class NodeCounts {
    private static final int SEEDS_FOR_THE_RARE = 5_000;

    private final Map<Event, Long> counts = new TreeMap<>();

    void count(Event event) {
        counts.merge(event, 1L, Long::sum);
    }

    long of(Event event) {
        return counts.getOrDefault(event, 0L);
    }

    /** But for what need not happen to anybody in five hundred seeds: of ten thousand it happened in 132. */
    void assertEverythingHappened(int seeds) {
        Set<Event> wanted = EnumSet.allOf(Event.class);
        if (seeds < SEEDS_FOR_THE_RARE) {
            wanted.remove(Event.LOSS_UNTOLD);
        }
        assertThat(counts.keySet()).as(toString()).containsAll(wanted);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        counts.forEach((event, count) -> text.append(text.isEmpty() ? "" : ", ")
                .append(event.text())
                .append(' ')
                .append(count));
        return text.toString();
    }

    enum Event {
        COMMAND,
        COMMIT,
        /** A commit that came too late, or met an id that is known. */
        COMMIT_REFUSED,
        ACK,
        DUPLICATE,
        REFUSED,
        /** An entry that a visitor got. */
        ENTRY,
        GAP_TRIMMED,
        GAP_EPOCH,
        GAP_FUTURE,
        HISTORY,
        LINE_CUT,
        WAKE_UP_LOST,
        WAKE_UP_DOUBLED,
        NODE_CUT,
        NODE_CRASHED,
        REDIS_RESTARTED,
        FAILOVER,
        /** An entry that a failover took. */
        ENTRY_LOST,
        /** A position whose first entry a failover took had another before the epoch changed. */
        TWO_ENTRIES,
        /** A node gave a room a new epoch because it could not know what a failover took. */
        DOUBTED,
        /**
         * Only nodes that have crashed since had seen an entry that a failover took, and one that has not knew the room
         * from before: nobody was told.
         */
        LOSS_UNTOLD,
        CLOCK_JUMPED,
        TRIM,
        CLEAR;

        private String text() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }
}
