package chat.maru.bench.peer.limit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;

/**
 * A chat server reduced to what cannot be left out: every text frame goes to all who are connected to the same path. It
 * checks nothing and keeps nothing. One thread.
 */
public final class LimitServer {
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int BACKLOG = 4096;
    private static final long PASS_NANOS = 2_000_000L;

    private final Selector selector = Selector.open();
    private final ByteBuffer shared = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Map<String, Hall> halls = new HashMap<>();
    private final boolean joined;
    private boolean waiting;
    private long lastPass;

    private LimitServer(int port, boolean joined) throws IOException {
        this.joined = joined;
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress("127.0.0.1", port), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** @param arguments the port, and {@code joined} or {@code direct} */
    public static void main(String[] arguments) throws IOException {
        new LimitServer(Integer.parseInt(arguments[0]), arguments[1].equals("joined")).serve();
    }

    private void serve() throws IOException {
        while (true) {
            if (waiting) {
                selector.selectNow(this::ready);
                pass();
            } else {
                selector.select(this::ready);
            }
        }
    }

    private void pass() throws IOException {
        long left = PASS_NANOS - (System.nanoTime() - lastPass);
        if (left > 0) {
            selector.select(this::ready, (left + 999_999L) / 1_000_000L);
        }
        lastPass = System.nanoTime();
        waiting = false;
        for (Hall hall : halls.values()) {
            hall.pass();
        }
    }

    private void ready(SelectionKey key) {
        if (key.isAcceptable()) {
            accept((ServerSocketChannel) key.channel());
            return;
        }
        Guest guest = (Guest) key.attachment();
        try {
            if (key.isWritable()) {
                guest.flush();
            }
            if (key.isReadable()) {
                guest.read(shared);
            }
        } catch (IOException e) {
            guest.leave();
        }
    }

    private void accept(ServerSocketChannel server) {
        try {
            for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
                channel.configureBlocking(false);
                channel.socket().setTcpNoDelay(true);
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                key.attach(new Guest(this, channel, key));
            }
        } catch (IOException e) {
            System.err.println(e);
        }
    }

    Hall hall(String path) {
        return halls.computeIfAbsent(path, none -> new Hall());
    }

    void said(Hall hall, byte[] text) throws IOException {
        hall.add(text);
        if (joined) {
            waiting = true;
        } else {
            hall.pass();
        }
    }
}
