package chat.maru.bench.load;

import chat.maru.bench.Dialect;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * All clients of a run, in rooms of equal size, on one selector. Used by one thread, which is the loop while one of its
 * methods runs; errors of any connection come out of them as {@link IllegalStateException}.
 */
public final class Crowd implements AutoCloseable {
    /** More than any server's socket holds at once; a longer frame ends the run. */
    private static final int BUFFER_BYTES = 1 << 19;

    private static final int HANDSHAKES_AT_A_TIME = 100;
    private static final int LINES_PER_ADDRESS = 500;
    private static final int FIRST_ADDRESS = 2;
    private static final long WAIT_NANOS_MAX = 100_000_000L;
    private static final long MILLI_NANOS = 1_000_000L;
    private static final long PROBE_NANOS = 3_000_000_000L;

    private final int port;
    private final Dialect dialect;
    private final String prefix;
    private final Selector selector = Selector.open();
    private final ByteBuffer shared = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Book book = new Book();
    private final Tally tally = new Tally();
    private final List<Room> rooms = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<Line> slow = new ArrayList<>();
    private IntFunction<Reader> readers = member -> Reader.EAGER;
    private Pace pace = Pace.SILENCE;
    private long sipAt;
    private int shaken;
    private int in;
    private int strictFrom;
    private long now;

    /**
     * @param port of 127.0.0.1 where the server listens
     * @param prefix of the names of rooms
     */
    public Crowd(int port, Dialect dialect, String prefix) throws IOException {
        this.port = port;
        this.dialect = dialect;
        this.prefix = prefix;
    }

    /** Has members read slowly; to be said before {@link #open}. Their sockets' buffers are made small at once. */
    public void readers(IntFunction<Reader> byMember) {
        readers = byMember;
    }

    /** From here on those who are slow read slowly; until then, they read like everybody. To be said once. */
    public void slowDown() {
        lines.stream().filter(line -> !line.reader.isEager()).forEach(slow::add);
        slow.forEach(Line::slowDown);
    }

    /** Opens the rooms and has everybody come in, some at a time; fails when that takes longer than {@code seconds}. */
    public void open(int roomCount, int members, int seconds) throws IOException {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        for (int i = 0; i < roomCount; i++) {
            Room room = new Room(i, prefix + "room" + i, members, book, tally);
            rooms.add(room);
            for (int member = 0; member < members; member++) {
                connect(room, member);
                if (!until(() -> lines.size() - shaken < HANDSHAKES_AT_A_TIME, deadline)) {
                    throw late(roomCount * members);
                }
            }
        }
        if (!until(() -> in == lines.size(), deadline)) {
            throw late(roomCount * members);
        }
    }

    private IllegalStateException late(int all) {
        return new IllegalStateException(
                "of " + all + " members " + shaken + " had their handshake in time, and " + in + " came in");
    }

    private void connect(Room room, int member) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Reader reader = readers.apply(member);
        if (reader.bufferBytes() > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, reader.bufferBytes());
        }
        channel.bind(new InetSocketAddress("127.0.0." + (FIRST_ADDRESS + lines.size() / LINES_PER_ADDRESS), 0));
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        Line line = new Line(this, room, member, reader, channel, key, dialect.talk(room.name, member));
        key.attach(line);
        lines.add(line);
        room.members.add(line);
        if (channel.connect(new InetSocketAddress("127.0.0.1", port))) {
            line.connected();
        }
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
            all = until(() -> missingFrom(first) == 0, System.nanoTime() + PROBE_NANOS);
        }
        if (!rooms.stream().allMatch(Room::hasBegun)) {
            throw new IllegalStateException("a message was counted that a member has not got");
        }
        rooms.forEach(Room::forgive);
        tally.forgive();
        strictFrom = book.last() + 1;
    }

    /** Goes on at this pace for a while. */
    public void run(Pace wanted, double seconds) throws IOException {
        pace = wanted;
        until(() -> false, System.nanoTime() + (long) (seconds * 1e9));
    }

    /** Stops publishing, and waits until everything has come, or so long. */
    public void drain(double seconds) throws IOException {
        pace = Pace.SILENCE;
        until(() -> missing() == 0, System.nanoTime() + (long) (seconds * 1e9));
    }

    /** From here to {@link #closeWindow} deliveries count. */
    public void openWindow() {
        tally.openWindow(System.nanoTime());
    }

    public void closeWindow() {
        tally.closeWindow(System.nanoTime());
    }

    /** Deliveries of all publications since {@link #probe} that have not come. */
    public long missing() {
        return missingFrom(strictFrom)
                + rooms.stream().mapToLong(Room::withheld).sum();
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
        return slow.stream().filter(Line::isOpen).count();
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

    ByteBuffer request(Line line) {
        return Handshake.request(dialect, line.room.name, line.member, port);
    }

    void shaken() {
        shaken++;
    }

    void cameIn() {
        in++;
    }

    void delivered(Line to, int serial) {
        if (to.room.delivered(to, serial, now)) {
            pace.complete(this, to.room.number, now);
        }
    }

    /** The loop: serves sockets and the pace until {@code done}, or until the deadline; whether it was done. */
    private boolean until(BooleanSupplier done, long deadline) throws IOException {
        while (!done.getAsBoolean()) {
            now = System.nanoTime();
            if (now >= deadline) {
                return false;
            }
            sip();
            long due = pace.tick(this, now);
            long wait = Math.min(WAIT_NANOS_MAX, Math.min(due, deadline) - now);
            if (wait < MILLI_NANOS) {
                selector.selectNow(this::ready);
            } else {
                selector.select(this::ready, wait / MILLI_NANOS);
            }
        }
        return true;
    }

    /** Lets slow readers have their share of a tenth of a second. */
    private void sip() throws IOException {
        if (now < sipAt) {
            return;
        }
        sipAt = now + WAIT_NANOS_MAX;
        for (Line line : slow) {
            line.sip(shared);
        }
    }

    private void ready(SelectionKey key) {
        now = System.nanoTime();
        try {
            ((Line) key.attachment()).ready(shared);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Line line : lines) {
            line.close();
        }
        selector.close();
    }
}
