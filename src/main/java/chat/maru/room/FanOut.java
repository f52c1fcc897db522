package chat.maru.room;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Wakes every member of one room when its log has grown. Thread-safe; owned by its {@link Room}.
 *
 * <p>One pass at a time. What grows during a pass is served by the next one, in which every member gets all that has
 * come since its cursor: under load the batches grow by themselves, and an idle room waits for no timer.
 */
final class FanOut {
    private final Set<Member> members = ConcurrentHashMap.newKeySet();
    private final Executor executor;

    /** Growths not yet served by a pass that began after them; above 0, a pass is running or due. */
    private final AtomicInteger growths = new AtomicInteger();

    FanOut(Executor executor) {
        this.executor = executor;
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
        if (growths.getAndIncrement() == 0) {
            executor.execute(this::passes);
        }
    }

    private void passes() {
        int served = growths.get();
        do {
            for (Member member : members) {
                member.wake();
            }
            served = growths.addAndGet(-served);
        } while (served != 0);
    }
}
