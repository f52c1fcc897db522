package chat.maru.bench.load;

import chat.maru.bench.Dialect;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * All clients of a run, in rooms of equal size, on one selector. Used by one thread, which is the loop while one of its
 * methods runs; errors of any connection come out of them as {@link IllegalStateException}.
 */
public final class Crowd implements AutoCloseable {
    private static final int HANDSHAKES_AT_A_TIME = 100;
    private static final int RETURNS_AT_A_TIME = 500;
    private static final long PROBE_NANOS = 3_000_000_000L;

    private final Dialect dialect;
    private final String prefix;
    private final Door door;
    private final Loop loop;
    private final Book book = new Book();
    private final Tally tally;
    private final List<Room> rooms = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final Away away = new Away();
    private final Acks acks = new Acks();
    private IntFunction<Reader> readers = member -> Reader.EAGER;
    private int textLength = Text.LENGTH;
    private boolean countsAcks;
    private boolean notesPositions;
    private int strictFrom;

    /**
     * @param port of 127.0.0.1 where the server listens
     * @param prefix of the names of rooms
     */
    public Crowd(int port, Dialect dialect, String prefix) throws IOException {
        this(List.of(port), dialect, prefix);
    }

    /** @param ports of 127.0.0.1 where the server's nodes listen, over which the members of each room are spread */
    public Crowd(List<Integer> ports, Dialect dialect, String prefix) throws IOException {
        this.dialect = dialect;
        this.prefix = prefix;
        Nodes nodes = new Nodes(List.copyOf(ports));
        tally = new Tally(nodes);
        door = new Door(nodes, dialect);
        loop = new Loop(this);
    }

    /** Has texts of that length published; to be said before {@link #open}. */
    public void textLength(int characters) {
        textLength = characters;
    }

    /** Listens for what the server says of publications; to be said before {@link #open}. */
    public Acks countAcks() {
        countsAcks = true;
        return acks;
    }

    boolean countsAcks() {
        return countsAcks;
    }

    /** Lets members come back where they were; to be said before {@link #open}. */
    public void notePositions() {
        notesPositions = true;
    }

    boolean notesPositions() {
        return notesPositions;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Has members read slowly; to be said before {@link #open}. Their sockets' buffers are made small at once. */
    public void readers(IntFunction<Reader> byMember) {
        readers = byMember;
    }

    /** From here on those who are slow read slowly; until then, they read like everybody. To be said once. */
    public void slowDown() {
        lines.stream().filter(line -> !line.reader.isEager()).forEach(loop.slow::add);
        loop.slow.forEach(Line::slowDown);
    }

    /**
     * Opens so many rooms, beside those that there are, and has everybody come in, some at a time; fails when that
     * takes longer than {@code seconds}.
     */
    public void open(int roomCount, int members, int seconds) throws IOException {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        for (int i = 0; i < roomCount; i++) {
            Room room = new Room(rooms.size(), prefix + "room" + rooms.size(), members, textLength, book, tally);
            rooms.add(room);
            for (int member = 0; member < members; member++) {
                connect(room, member);
                if (!loop.until(() -> door.pending() < HANDSHAKES_AT_A_TIME, deadline)) {
                    throw late();
                }
            }
        }
        if (!loop.until(() -> door.in() == lines.size(), deadline)) {
            throw late();
        }
    }

    private IllegalStateException late() {
        return new IllegalStateException("of " + lines.size() + " members " + door.shaken()
                + " had their handshake in time, and " + door.in() + " came in");
    }

    private void connect(Room room, int member) throws IOException {
        Reader reader = readers.apply(member);
        SocketChannel channel = door.channel(reader, lines.size());
        SelectionKey key = channel.register(loop.selector, SelectionKey.OP_CONNECT);
        Line line = new Line(this, room, member, reader, lines.size(), channel, key, dialect.talk(room.name, member));
        lines.add(line);
        room.members.add(line);
        door.dial(line, channel, key);
    }

    /** Has members go away without a word, or what is left of them when the server has cut them off. */
    public void leave(IntPredicate byMember) {
        for (Line line : lines) {
            if (byMember.test(line.member)) {
                line.close();
                away.add(line);
                door.left();
            }
        }
        loop.slow.clear();
    }

    /**
     * Has all who are away come back, as fast as it goes, and waits until they are in and have all messages that there
     * were when they came, or so long.
     *
     * @return the time from the first connection to that, in seconds
     */
    public double comeBack(int secondsMax) throws IOException {
        long begin = System.nanoTime();
        long deadline = begin + secondsMax * 1_000_000_000L;
        away.begin();
        for (Line line : away.lines()) {
            SocketChannel channel = door.channel(Reader.EAGER, line.number);
            SelectionKey key = channel.register(loop.selector, SelectionKey.OP_CONNECT);
            line.comeBack(channel, key);
            door.dial(line, channel, key);
            loop.until(() -> door.pending() < RETURNS_AT_A_TIME, deadline);
        }
        loop.until(() -> away.isCaughtUp() && door.in() == lines.size(), deadline);
        return (System.nanoTime() - begin) / 1e9;
    }

    /** How many messages those who were away do not have. */
    public long lost() {
        return away.lost();
    }

    /** Publishes in each room, again and again, until every member has got a message, and then all of the last. */
    public void probe(int seconds) throws IOException {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        boolean all = false;
        while (!all) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not every member gets messages");
            }
            int first = book.last() + 1;
            rooms.forEach(room -> room.publish(System.nanoTime()));
            all = loop.until(
                    () -> missingFrom(first) == 0 && rooms.stream().allMatch(Room::hasBegun),
                    System.nanoTime() + PROBE_NANOS);
        }
        rooms.forEach(Room::forgive);
        tally.forgive();
        acks.forgive();
        strictFrom = book.last() + 1;
    }

    /** Goes on at this pace for a while. */
    public void run(Pace wanted, double seconds) throws IOException {
        loop.pace = wanted;
        loop.until(() -> false, System.nanoTime() + (long) (seconds * 1e9));
    }

    /** Goes on at this pace until {@code done}, which other threads may say, or so long. */
    public void run(Pace wanted, BooleanSupplier done, double secondsMax) throws IOException {
        loop.pace = wanted;
        loop.until(done, System.nanoTime() + (long) (secondsMax * 1e9));
    }

    /** Waits until those who publish have their own messages, whoever else is away, or so long. */
    public void settle(double seconds) throws IOException {
        run(Pace.SILENCE, () -> rooms.stream().allMatch(Room::isSettled), seconds);
    }

    /** Stops publishing, and waits until everything has come, or so long. */
    public void drain(double seconds) throws IOException {
        loop.pace = Pace.SILENCE;
        loop.until(() -> missing() == 0 && unacked() == 0, System.nanoTime() + (long) (seconds * 1e9));
    }

    /** From here to {@link #closeWindow} deliveries count. */
    public void openWindow() {
        tally.openWindow(System.nanoTime());
        acks.openWindow(System.nanoTime());
    }

    public void closeWindow() {
        tally.closeWindow(System.nanoTime());
        acks.closeWindow(System.nanoTime());
    }

    /** Deliveries of all publications since {@link #probe} that have not come. */
    public long missing() {
        return missingFrom(strictFrom)
                + rooms.stream().mapToLong(Room::withheld).sum();
    }

    /** Publications that the server has not said are stored, where that is listened for. */
    public long unacked() {
        return lines.stream().mapToLong(Line::unackedCount).sum();
    }

    private long missingFrom(int first) {
        long missing = 0;
        for (int serial = book.last(); serial >= first; serial--) {
            missing += book.waiting(serial);
        }
        return missing;
    }

    /** How many of the slow readers have not been cut off, as far as they have read. */
    public long slowOpen() {
        return loop.slow.stream().filter(Line::isOpen).count();
    }

    public Tally tally() {
        return tally;
    }

    public int rooms() {
        return rooms.size();
    }

    /** Has a member of that room publish what was meant to be sent at {@code meantAt}. */
    public void publish(int room, long meantAt) {
        rooms.get(room).publish(meantAt);
    }

    /** Has this member publish now. */
    void publish(int room, int member, long meantAt) {
        rooms.get(room).publish(member, meantAt);
    }

    void acked(Line by, @Nullable Long sentAt) {
        acks.acked(sentAt, loop.now);
        loop.pace.acked(this, by.room.number, by.member, loop.now);
    }

    Door door() {
        return door;
    }

    void delivered(Line to, int serial) {
        boolean complete = to.room.delivered(to, serial, loop.now);
        away.delivered(to);
        if (complete) {
            loop.pace.complete(this, to.room.number, loop.now);
        }
    }

    @Override
    public void close() throws IOException {
        for (Line line : lines) {
            line.close();
        }
        loop.selector.close();
    }
}
