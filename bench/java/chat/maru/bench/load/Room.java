package chat.maru.bench.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * A room as its members see it: the order of its messages is that in which the first of them saw each, and every other
 * member has to see the same, without a hole. Owned by the loop's thread.
 */
final class Room {
    /** Few enough not to be refused by a server that bounds what one connection has in flight. */
    private static final int IN_FLIGHT_PER_MEMBER = 32;

    private static final int MEMO_BIG = 64;
    private static final int MEMO_SMALL = 8;
    private static final int CROWD = 100;

    final int number;
    final String name;
    final Memo memo;
    final List<Line> members = new ArrayList<>();
    private final Book book;
    private final Tally tally;
    private int[] order = new int[64];
    private int size;
    private int publisher;
    private int begun;

    Room(int number, int members, Book book, Tally tally) {
        this.number = number;
        name = "room" + number;
        this.book = book;
        this.tally = tally;
        memo = new Memo(members >= CROWD ? MEMO_BIG : MEMO_SMALL);
    }

    /** Has a member publish: always the same, until too much of it is in flight. */
    int publish(long meantAt) {
        for (int i = 0; i < members.size() && members.get(publisher).inFlight >= IN_FLIGHT_PER_MEMBER; i++) {
            publisher = (publisher + 1) % members.size();
        }
        Line by = members.get(publisher);
        int serial = book.publish(by, meantAt, members.size());
        by.inFlight++;
        by.publish(Text.of(serial));
        return serial;
    }

    /** A member was sent this; whether with it everybody has it. */
    boolean delivered(Line to, int serial, long now) {
        int next = to.next;
        if (next >= 0 && next < size && order[next] == serial) {
            to.next = next + 1;
        } else if (!place(to, serial)) {
            return false;
        }
        tally.delivered(book.meantAt(serial), now);
        if (book.publisher(serial) == to) {
            to.inFlight--;
        }
        return book.arrived(serial);
    }

    /** Whether it is new to the member. */
    private boolean place(Line to, int serial) {
        if (serial > book.last() || !isOurs(serial)) {
            tally.strayed();
            return false;
        }
        int at = book.place(serial);
        if (at < 0) {
            at = append(serial);
        }
        if (to.next < 0) {
            begun++;
            to.next = at;
        }
        if (at < to.next) {
            return placeLate(to, at);
        }
        for (int hole = to.next; hole < at; hole++) {
            to.holes.add(hole);
        }
        to.next = at + 1;
        return true;
    }

    private boolean isOurs(int serial) {
        Line by = book.publisher(serial);
        return by != null && by.room == this;
    }

    private int append(int serial) {
        if (size == order.length) {
            order = Arrays.copyOf(order, size * 2);
        }
        order[size] = serial;
        book.place(serial, size);
        return size++;
    }

    private boolean placeLate(Line to, int at) {
        if (to.holes.remove(at)) {
            tally.reordered();
            return true;
        }
        tally.doubled();
        return false;
    }

    /** Whether every member has got a message. */
    boolean hasBegun() {
        return begun == members.size();
    }

    /** Forgets what members missed before all were in. */
    void forgive() {
        members.forEach(line -> line.holes = new HashSet<>());
    }
}
