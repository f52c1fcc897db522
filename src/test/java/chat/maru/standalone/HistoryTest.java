package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.standalone.History.Ack;
import chat.maru.standalone.History.Entry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The checker of the kill test must find what a broken log does; that is all it is for. */
class HistoryTest {
    private static final long SEED = Long.getLong("maru.test.seed", System.nanoTime());
    private static final int HISTORIES = 200;
    private static final int LIVES = 4;
    private static final int PUBLISHES = 40;
    private static final String AUTHOR = "g:someone";

    @Test
    void aHistoryWithoutFaultPasses() {
        for (int i = 0; i < HISTORIES; i++) {
            assertThat(history(new Random(SEED + i)).violations())
                    .as("seed %d", SEED + i)
                    .isEmpty();
        }
    }

    @Test
    void everyMutantIsCaught() {
        int mutants = 0;
        for (int i = 0; i < HISTORIES; i++) {
            for (Mutation mutation : Mutation.values()) {
                Random random = new Random(SEED + i);
                History good = history(random);
                // Without a witness the acks alone must tell.
                List<List<Entry>> views = mutation.ofTheLog() && random.nextBoolean() ? List.of() : good.views();
                History witnessed =
                        new History(good.author(), good.sent(), good.acks(), views, good.log(), good.head());
                assertThat(mutation.apply(witnessed, random).violations())
                        .as("%s of seed %d is not found", mutation, SEED + i)
                        .isNotEmpty();
                mutants++;
            }
        }
        System.out.printf("HistoryTest: seed %d, %d mutants, all caught%n", SEED, mutants);
        assertThat(mutants).isGreaterThanOrEqualTo(1_000);
    }

    /** A room with crashes as they should be: some publishes are stored unanswered, some are lost unanswered. */
    private static History history(Random random) {
        Map<String, String> sent = new HashMap<>();
        Map<String, Long> stored = new HashMap<>();
        List<Ack> acks = new ArrayList<>();
        List<Entry> log = new ArrayList<>();
        Queue<String> again = new ArrayDeque<>();
        for (int life = 0; life < LIVES; life++) {
            boolean last = life == LIVES - 1;
            int dies = last ? Integer.MAX_VALUE : random.nextInt(PUBLISHES);
            Queue<String> now = new ArrayDeque<>(again);
            again.clear();
            IntStream.range(0, PUBLISHES).forEach(i -> now.add("id-" + (sent.size() + i)));
            for (int order = 0; !now.isEmpty(); order++) {
                String id = now.remove();
                String text = sent.computeIfAbsent(id, key -> "text of " + key);
                boolean duplicate = stored.containsKey(id);
                if (!duplicate && (order <= dies || random.nextInt(3) == 0)) {
                    stored.put(id, log.size() + 1L);
                    log.add(new Entry(log.size() + 1, id, AUTHOR, text));
                }
                if (order < dies) {
                    acks.add(new Ack(life, order, id, stored.get(id), duplicate));
                } else {
                    again.add(id);
                }
            }
            acks.stream().skip(Math.max(0, acks.size() - 2)).forEach(ack -> again.add(ack.id()));
        }
        List<List<Entry>> views = List.of(List.copyOf(log), log.subList(0, random.nextInt(log.size())));
        return new History(AUTHOR, sent, acks, views, log, log.size());
    }

    /** One way for a log, a server or a reader to be broken. */
    private enum Mutation {
        DROP_LEAVING_A_HOLE,
        DROP_AND_CLOSE_UP,
        DROP_THE_LAST,
        DUPLICATE_AT_ITS_POSITION,
        DUPLICATE_AND_MOVE_UP,
        DUPLICATE_AT_THE_END,
        SWAP_POSITIONS,
        SWAP_TEXTS,
        SWAP_IDS,
        REUSE_ID,
        REUSE_POSITION,
        ALTER_TEXT,
        ALTER_AUTHOR,
        ADD_WHAT_WAS_NEVER_SENT,
        TELL_A_WRONG_HEAD,
        ACK_ELSEWHERE,
        ACK_NOT_AT_ALL,
        ACK_A_RETRY_AS_NEW,
        SHOW_WHAT_WAS_LOST,
        SHOW_WITH_A_HOLE,
        SHOW_TWICE;

        boolean ofTheLog() {
            return compareTo(TELL_A_WRONG_HEAD) < 0;
        }

        History apply(History good, Random random) {
            List<Entry> log = new ArrayList<>(good.log());
            List<Ack> acks = new ArrayList<>(good.acks());
            List<List<Entry>> views = new ArrayList<>(good.views());
            int i = random.nextInt(log.size() - 1);
            long head = good.head();
            if (ofTheLog()) {
                breakLog(log, i, i + 1 + random.nextInt(log.size() - 1 - i));
                head = log.get(log.size() - 1).n();
            } else if (this == TELL_A_WRONG_HEAD) {
                head += random.nextBoolean() ? 1 : -1;
            } else if (name().startsWith("ACK")) {
                breakAcks(acks, random.nextInt(acks.size()));
            } else {
                views.set(0, brokenView(new ArrayList<>(log), i));
            }
            return new History(good.author(), good.sent(), acks, views, log, head);
        }

        private void breakLog(List<Entry> log, int i, int j) {
            Entry one = log.get(i);
            Entry other = log.get(j);
            switch (this) {
                case DROP_LEAVING_A_HOLE, DROP_AND_CLOSE_UP -> log.remove(i);
                case DROP_THE_LAST -> log.remove(log.size() - 1);
                case DUPLICATE_AT_ITS_POSITION, DUPLICATE_AND_MOVE_UP -> log.add(i, one);
                case DUPLICATE_AT_THE_END -> log.add(one);
                case SWAP_POSITIONS -> Collections.swap(log, i, j);
                case SWAP_TEXTS -> {
                    log.set(i, with(one, one.id(), other.text()));
                    log.set(j, with(other, other.id(), one.text()));
                }
                case SWAP_IDS -> {
                    log.set(i, with(one, other.id(), one.text()));
                    log.set(j, with(other, one.id(), other.text()));
                }
                case REUSE_ID -> log.set(j, with(other, one.id(), one.text()));
                case REUSE_POSITION -> log.set(j, new Entry(one.n(), other.id(), AUTHOR, other.text()));
                case ALTER_TEXT -> log.set(i, with(one, one.id(), one.text() + " "));
                case ALTER_AUTHOR -> log.set(i, new Entry(one.n(), one.id(), "g:nobody", one.text()));
                default -> log.add(new Entry(0, "id-ghost", AUTHOR, "boo"));
            }
            boolean keepsPositions =
                    Stream.of("HOLE", "AT_ITS_POSITION", "REUSE_POSITION").anyMatch(name()::contains);
            for (int k = 0; k < log.size() && !keepsPositions; k++) {
                log.set(
                        k,
                        new Entry(
                                k + 1,
                                log.get(k).id(),
                                log.get(k).author(),
                                log.get(k).text()));
            }
        }

        private static Entry with(Entry entry, String id, String text) {
            return new Entry(entry.n(), id, entry.author(), text);
        }

        private void breakAcks(List<Ack> acks, int i) {
            Ack ack = acks.get(i);
            if (this == ACK_ELSEWHERE) {
                acks.set(i, new Ack(ack.stream(), ack.order(), ack.id(), ack.n() + 1, ack.duplicate()));
            } else if (this == ACK_NOT_AT_ALL) {
                acks.removeIf(other -> other.id().equals(ack.id()));
            } else {
                acks.add(new Ack(LIVES, 0, ack.id(), ack.n(), false));
            }
        }

        private List<Entry> brokenView(List<Entry> view, int i) {
            switch (this) {
                case SHOW_WHAT_WAS_LOST -> view.add(new Entry(view.size() + 1, "id-lost", AUTHOR, "gone"));
                case SHOW_WITH_A_HOLE -> view.remove(i);
                default -> view.add(i, view.get(i));
            }
            return view;
        }
    }
}
