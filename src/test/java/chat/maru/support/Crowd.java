package chat.maru.support;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Many members of one room in one thread, for tests in which a client per member would be the slow part. They listen
 * only. Thread-safe.
 */
public final class Crowd implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int JOINING_MAX = 64;
    private static final int READ_BYTES = 1 << 18;

    private final URI room;
    private final int size;
    private final Selector selector = Selector.open();
    private final Thread thread = new Thread(this::run, "crowd");
    private final ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);

    /** Guarded by this, and so is what they hold. */
    private final List<CrowdMember> members = new ArrayList<>();

    /** Guarded by this. */
    private final List<String> failures = new ArrayList<>();

    private volatile boolean closed;

    private Crowd(URI room, int size) throws IOException {
        this.room = room;
        this.size = size;
        thread.setDaemon(true);
        thread.start();
    }

    /** Lets that many members join, and waits until all of them are in the room. */
    public static Crowd join(URI room, int size) throws IOException {
        Crowd crowd = new Crowd(room, size);
        try {
            crowd.await("joined", member -> member.isJoined());
            return crowd;
        } catch (AssertionError e) {
            crowd.close();
            throw e;
        }
    }

    /** Waits until everybody has that position. */
    public void awaitPosition(long n) {
        await("reached " + n, member -> member.position() >= n);
    }

    private synchronized void await(String what, Predicate<CrowdMember> done) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (failures.isEmpty() && members.stream().filter(done).count() < size) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                long count = members.stream().filter(done).count();
                throw new AssertionError("of " + size + " members only " + count + " " + what);
            }
            waitFor(millis);
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.size() + " members failed, such as " + failures.get(0));
        }
    }

    private void waitFor(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Checksums of all that members got since they joined: one, if all got the same bytes. */
    public synchronized Set<Long> digests() {
        Set<Long> digests = new HashSet<>();
        members.forEach(member -> digests.add(member.digest()));
        return digests;
    }

    private synchronized void tell() {
        notifyAll();
    }

    private void run() {
        try {
            while (!closed) {
                letIn();
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    serve(key);
                }
                selector.selectedKeys().clear();
                tell();
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    /** As many at a time as a browser's impatience allows, not a thousand handshakes at once. */
    private synchronized void letIn() throws IOException {
        if (members.size() == size) {
            return;
        }
        long joined = members.stream().filter(CrowdMember::isJoined).count();
        while (members.size() < size && members.size() - joined < JOINING_MAX) {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            CrowdMember member = new CrowdMember(channel, room);
            members.add(member);
            channel.register(selector, SelectionKey.OP_CONNECT, member);
            channel.connect(new InetSocketAddress(room.getHost(), room.getPort()));
        }
    }

    private void serve(SelectionKey key) {
        CrowdMember member = (CrowdMember) key.attachment();
        try {
            if (key.isConnectable()) {
                member.channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                member.connected();
                return;
            }
            if (member.channel.read(buffer.clear()) < 0) {
                throw new IOException("the connection ended");
            }
            synchronized (this) {
                member.received(buffer.flip());
            }
        } catch (IOException | RuntimeException e) {
            key.cancel();
            failed(e);
        }
    }

    private synchronized void failed(Exception e) {
        if (!closed) {
            failures.add(e.toString());
            notifyAll();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join(DEADLINE.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        selector.close();
        for (CrowdMember member : members) {
            member.channel.close();
        }
    }
}
