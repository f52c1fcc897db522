package chat.maru.support;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * 500 sockets that shake hands for {@code maru.v1} and say nothing, from 25 addresses. One that is cut off is replaced
 * by the next; none answers the close, so the server has to end the connection too. All in one thread.
 */
final class Mutes implements AutoCloseable {
    private static final int MUTES = 500;
    private static final int ADDRESSES = 25;
    private static final int OPENED_AT_ONCE = 10;
    private static final int WAIT_MILLIS = 5;
    private static final int CLOSE_FRAME = 0x88;
    private static final int NO_HELLO = 4011;
    private static final long MILLI = 1_000_000;

    private final URI room;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 12);
    private final List<SocketChannel> channels = new ArrayList<>();
    private final Thread thread;
    private final CountDownLatch allOpen = new CountDownLatch(MUTES);
    private long turns;
    private long open;
    private long most;
    private long cut;
    private long otherwise;
    private long notLetIn;
    private long slowestCutMillis;
    private long slowestEndMillis;
    private volatile boolean enough;
    private volatile boolean closed;

    Mutes(URI room) throws IOException {
        this.room = room;
        this.thread = Flooder.start("mutes", this::run);
    }

    /** One that has shaken hands. */
    private static final class Mute {
        private final long since = System.nanoTime();
        private boolean cut;
    }

    private void run() {
        try {
            while (!closed && !(enough && channels.isEmpty())) {
                for (int i = 0; i < OPENED_AT_ONCE && open < MUTES && !enough; i++) {
                    begin();
                }
                most = Math.max(most, open);
                selector.select(WAIT_MILLIS);
                for (SelectionKey key : selector.selectedKeys()) {
                    read((SocketChannel) key.channel(), key);
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void begin() throws IOException {
        SocketChannel channel = SocketChannel.open();
        String address = "X-Forwarded-For: 192.0.2." + (1 + turns++ % ADDRESSES);
        try {
            channel.connect(new InetSocketAddress(room.getHost(), room.getPort()));
            channel.write(ByteBuffer.wrap(WireSocket.handshake(room, address)));
            if (!head(channel).startsWith("HTTP/1.1 101 ")) {
                throw new IOException("not let in");
            }
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Mute());
            channels.add(channel);
            open++;
            allOpen.countDown();
        } catch (IOException e) {
            notLetIn++;
            channel.close();
        }
    }

    private static String head(SocketChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            if (channel.read(one.clear()) < 0) {
                throw new IOException("ended");
            }
            head.append(StandardCharsets.US_ASCII.decode(one.flip()));
        }
        return head.toString();
    }

    private void read(SocketChannel channel, SelectionKey key) throws IOException {
        Mute mute = (Mute) key.attachment();
        String end = "by the end of the connection";
        int bytes;
        try {
            bytes = channel.read(buffer.clear());
        } catch (IOException e) {
            end = "by " + e;
            bytes = -1;
        }
        if (bytes > 0 && !mute.cut) {
            boolean late = (buffer.get(0) & 0xFF) == CLOSE_FRAME && (buffer.getShort(2) & 0xFFFF) == NO_HELLO;
            cut(mute, late, "by a frame that begins with " + (buffer.get(0) & 0xFF));
        }
        if (bytes < 0) {
            if (!mute.cut) {
                cut(mute, false, end);
            }
            slowestEndMillis = Math.max(slowestEndMillis, (System.nanoTime() - mute.since) / MILLI);
            channels.remove(channel);
            channel.close();
        }
    }

    private void cut(Mute mute, boolean asPromised, String how) {
        if (!asPromised && otherwise == 0) {
            System.err.println("a silent socket was cut " + how);
        }
        mute.cut = true;
        open--;
        cut += asPromised ? 1 : 0;
        otherwise += asPromised ? 0 : 1;
        slowestCutMillis = Math.max(slowestCutMillis, (System.nanoTime() - mute.since) / MILLI);
    }

    /** Waits until the first 500 have shaken hands. */
    void awaitOpen() {
        try {
            allOpen.await(WireSocket.DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Opens no more, and waits until all are cut off and gone. */
    void awaitCut() {
        enough = true;
        Flooder.await(thread);
    }

    /** Once all are cut off. */
    String tally() {
        return "most=" + most + " cut4011=" + cut + " cutOtherwise=" + otherwise + " muteNotLetIn=" + notLetIn
                + " stillOpen=" + channels.size() + " slowestCutMs=" + slowestCutMillis
                + " slowestEndMs=" + slowestEndMillis;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        Flooder.await(thread);
        for (SocketChannel channel : channels) {
            channel.close();
        }
        selector.close();
    }
}
