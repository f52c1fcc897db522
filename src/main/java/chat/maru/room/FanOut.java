package chat.maru.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Wakes every member of one room when its log has grown. Thread-safe; owned by its {@link Room}.
 *
 * <p>One pass at a time. What grows during a pass is served by the next one, in which every member gets all that has
 * come since its cursor: under load the batches grow by themselves, and an idle room waits for nothing.
 *
 * <p>A crowded room that is busy waits a little before a pass that would begin at once: messages that come as answers
 * to the last pass come one after the other, and without the wait the first of them would have a pass of its own, which
 * costs a write for every member. One that was idle is served by all threads at once; a busy one by one thread, since a
 * longer pass has larger batches.
 */
final class FanOut {
    /** From so many members on a pass is long enough to be worth a wait. */
    private static final int CROWD_MEMBERS = 200;

    /** What a pass waits, as a part of what the last one took. */
    private static final int WAIT_PART = 6;

    private static final long WAIT_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(5);

    private static final int PARTS_MAX = Runtime.getRuntime().availableProcessors();
    private static final int PART_MEMBERS_MIN = 32;

    private final Set<Member> members = ConcurrentHashMap.newKeySet();
    private final FanOutThreads threads;

    /** Growths not yet served by a pass that began after them; above 0, a pass is running or due. */
    private final AtomicInteger growths = new AtomicInteger();

    /** What the last pass took, and when it ended. Written before {@link #growths} is 0 again, read after. */
    private long passNanos;

    private long passEnd = System.nanoTime();

    FanOut(FanOutThreads threads) {
        this.threads = threads;
    }

    boolean add(Member member) {
        return members.add(member);
    }

    boolean remove(Member member) {
        return members.remove(member);
    }

    /** Everybody who is here, as far as that can be said while they come and go. */
    Set<Member> members() {
        return members;
    }

    /** Called on the log's thread, which must not be kept. */
    void grown() {
        if (growths.getAndIncrement() > 0) {
            return;
        }
        boolean isBusy = System.nanoTime() - passEnd < passNanos && members.size() >= CROWD_MEMBERS;
        if (isBusy) {
            long wait = Math.min(passNanos / WAIT_PART, WAIT_NANOS_MAX);
            threads.executeIn(wait, this::passes);
        } else {
            threads.execute(this::sharedPass);
        }
    }

    /** A pass by all threads at once, which makes it short where there is time. */
    private void sharedPass() {
        int served = growths.get();
        long begin = System.nanoTime();
        List<Spliterator<Member>> parts = parts();
        AtomicInteger left = new AtomicInteger(parts.size());
        for (Spliterator<Member> part : parts.subList(1, parts.size())) {
            threads.execute(() -> serve(part, left, begin, served));
        }
        serve(parts.get(0), left, begin, served);
    }

    private List<Spliterator<Member>> parts() {
        List<Spliterator<Member>> parts = new ArrayList<>(List.of(members.spliterator()));
        while (parts.size() < PARTS_MAX) {
            Spliterator<Member> largest = parts.get(0);
            Spliterator<Member> part = largest.estimateSize() < 2 * PART_MEMBERS_MIN ? null : largest.trySplit();
            if (part == null) {
                return parts;
            }
            parts.add(part);
        }
        return parts;
    }

    private void serve(Spliterator<Member> part, AtomicInteger left, long begin, int served) {
        part.forEachRemaining(Member::wake);
        if (left.decrementAndGet() == 0 && !isServed(begin, served)) {
            passes();
        }
    }

    private void passes() {
        long begin;
        int served;
        do {
            begin = System.nanoTime();
            served = growths.get();
            for (Member member : members) {
                member.wake();
            }
        } while (!isServed(begin, served));
    }

    /** Ends a pass; false when the room has grown since it began. */
    private boolean isServed(long begin, int served) {
        passEnd = System.nanoTime();
        passNanos = passEnd - begin;
        return growths.addAndGet(-served) == 0;
    }
}
