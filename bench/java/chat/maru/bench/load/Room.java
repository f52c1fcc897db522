package chat.maru.bench.load;

import java.util.ArrayList;
import java.util.List;

/** A room as its members see it. Owned by the loop's thread. */
final class Room {
    /** Few enough not to be refused by a server that bounds what one connection has in flight. */
    private static final int IN_FLIGHT_PER_MEMBER = 32;

    private static final int MEMO_BITS_OF_CROWD = 12;
    private static final int MEMO_BITS = 4;
    private static final int CROWD = 100;

    final int number;
    final String name;
    final Memo memo;
    final List<Line> members = new ArrayList<>();
    private final Book book;
    private final Tally tally;
    private final Order order = new Order();
    private int publisher;

    Room(int number, int members, Book book, Tally tally) {
        this.number = number;
        name = "room" + number;
        this.book = book;
        this.tally = tally;
        memo = new Memo(members >= CROWD ? MEMO_BITS_OF_CROWD : MEMO_BITS);
    }

    /** Has a member publish: always the same, until too much of it is in flight. */
    void publish(long meantAt) {
        for (int i = 0; i < members.size() && members.get(publisher).inFlight >= IN_FLIGHT_PER_MEMBER; i++) {
            publisher = (publisher + 1) % members.size();
        }
        Line by = members.get(publisher);
        int serial = book.publish(by, meantAt, members.size());
        by.inFlight++;
        by.publish(Text.of(serial));
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
        tally.delivered(book.meantAt(serial), now);
        if (by == to) {
            to.inFlight--;
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
