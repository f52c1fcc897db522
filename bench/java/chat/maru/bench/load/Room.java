package chat.maru.bench.load;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A room as its members see it. Owned by the loop's thread. */
final class Room {
    private static final int MEMO_BITS_OF_CROWD = 12;
    private static final int MEMO_BITS = 4;
    private static final int CROWD = 100;

    final int number;
    final String name;
    final Memo memo;
    final List<Line> members = new ArrayList<>();
    private final int textLength;
    private final Book book;
    private final Tally tally;
    private final Order order = new Order();
    private final Deque<Long> backlog = new ArrayDeque<>();
    private int publisher;
    private int eager;

    Room(int number, String name, int members, int textLength, Book book, Tally tally) {
        this.number = number;
        this.name = name;
        this.textLength = textLength;
        this.book = book;
        this.tally = tally;
        memo = new Memo(members >= CROWD ? MEMO_BITS_OF_CROWD : MEMO_BITS);
    }

    /** Has a member publish: always the same, until too much of it is in flight; when that is so of all, later. */
    void publish(long meantAt) {
        for (int i = 0; i < members.size() && !members.get(publisher).mayPublish(); i++) {
            publisher = (publisher + 1) % members.size();
        }
        Line by = members.get(publisher);
        if (!by.mayPublish()) {
            backlog.add(meantAt);
            return;
        }
        publish(by, meantAt);
    }

    private void publish(Line by, long meantAt) {
        int serial = book.publish(by, meantAt, eager());
        by.inFlight++;
        by.publish(Text.of(serial, textLength));
    }

    /** Has this member publish, however much of it is in flight. */
    void publish(int member, long meantAt) {
        publish(members.get(member), meantAt);
    }

    /** Whether everybody who is there has got back what it published, and nothing is left to publish. */
    boolean isSettled() {
        return backlog.isEmpty() && members.stream().allMatch(line -> line.inFlight == 0);
    }

    /** How many of its messages a member does not have. */
    int lacks(Line line) {
        return order.lacks(line.seen);
    }

    /** Deliveries of what could not be published yet. */
    long withheld() {
        return (long) backlog.size() * eager();
    }

    private int eager() {
        if (eager == 0) {
            eager = (int) members.stream().filter(line -> line.reader.isEager()).count();
        }
        return eager;
    }

    /** A member was sent this; whether with it everybody has it. */
    boolean delivered(Line to, int serial, long now) {
        Line by = book.publisher(serial);
        if (by == null || by.room != this) {
            tally.strayed();
            return false;
        }
        Order.Verdict verdict = order.see(to.seen, serial);
        if (verdict == Order.Verdict.AGAIN) {
            tally.doubled();
            return false;
        }
        if (verdict == Order.Verdict.LATE) {
            tally.reordered();
        }
        if (!to.reader.isEager()) {
            return false;
        }
        tally.delivered(by, to, book.meantAt(serial), now);
        if (by == to) {
            to.inFlight--;
            Long meantAt = backlog.poll();
            if (meantAt != null) {
                publish(meantAt);
            }
        }
        return book.arrived(serial);
    }

    /** Whether every member has got a message. */
    boolean hasBegun() {
        return members.stream().allMatch(line -> line.seen.hasBegun());
    }

    /** Forgets what members missed before all were in. */
    void forgive() {
        members.forEach(line -> line.seen.forgive());
    }
}
