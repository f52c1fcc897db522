package chat.maru.support;

import chat.maru.support.FaultProxy.Direction;
import chat.maru.support.FaultProxy.End;
import chat.maru.support.FaultProxy.Fault;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** One connection through a {@link FaultProxy}. Of the proxy's thread. */
final class ProxyLink {
    private static final int BUFFER_BYTES = 1 << 13;

    /** What became of it. */
    enum State {
        OPEN,
        ENDED,
        FAULTY
    }

    private final Fault fault;
    private final Way up;
    private final Way down;

    ProxyLink(Selector selector, SocketChannel client, SocketChannel server, Fault fault) throws IOException {
        this.fault = fault;
        SelectionKey clientKey = register(selector, client);
        SelectionKey serverKey = register(selector, server);
        up = new Way(clientKey, serverKey, fault.toServer() ? fault.afterBytes() : Long.MAX_VALUE);
        down = new Way(serverKey, clientKey, fault.toServer() ? Long.MAX_VALUE : fault.afterBytes());
    }

    private SelectionKey register(Selector selector, SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel.register(selector, SelectionKey.OP_READ, this);
    }

    Fault fault() {
        return fault;
    }

    /** Passes on what is there, but for what is held. */
    State pump(Set<Direction> held, AtomicLong[] passed) {
        try {
            up.held = held.contains(Direction.TO_SERVER);
            down.held = held.contains(Direction.TO_CLIENT);
            passed[Direction.TO_SERVER.ordinal()].addAndGet(up.pass());
            passed[Direction.TO_CLIENT.ordinal()].addAndGet(down.pass());
            if (up.isDue() || down.isDue()) {
                cut(fault.end());
                return State.FAULTY;
            }
            if (up.ended && down.ended) {
                cut(End.FIN);
                return State.ENDED;
            }
            up.from.interestOps(up.interestOfReader() | down.interestOfWriter());
            up.to.interestOps(down.interestOfReader() | up.interestOfWriter());
            return State.OPEN;
        } catch (IOException e) {
            // One side reset the connection, and so the other side learns it.
            cut(End.RESET);
            return State.ENDED;
        }
    }

    /** Ends both sides. */
    void cut(End end) {
        for (SelectionKey key : new SelectionKey[] {up.from, up.to}) {
            SocketChannel channel = (SocketChannel) key.channel();
            try (channel) {
                if (end == End.RESET) {
                    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                } else {
                    channel.shutdownOutput();
                }
            } catch (IOException e) {
                // It was gone already, which is what is wanted.
            }
        }
    }

    /** One direction: reads no more than it can pass on, and nothing behind its last byte. */
    private static final class Way {
        private final SelectionKey from;
        private final SelectionKey to;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
        private long left;
        private boolean held;
        private boolean readAll;
        private boolean ended;

        Way(SelectionKey from, SelectionKey to, long left) {
            this.from = from;
            this.to = to;
            this.left = left;
        }

        /** Gives how many bytes have left. */
        int pass() throws IOException {
            if (held) {
                return 0;
            }
            if (!buffer.hasRemaining() && !readAll && left > 0) {
                buffer.clear().limit((int) Math.min(left, BUFFER_BYTES));
                int bytes = ((SocketChannel) from.channel()).read(buffer);
                buffer.flip();
                readAll = bytes < 0;
                left -= Math.max(0, bytes);
            }
            int written = buffer.hasRemaining() ? ((SocketChannel) to.channel()).write(buffer) : 0;
            if (readAll && !buffer.hasRemaining() && !ended) {
                ((SocketChannel) to.channel()).shutdownOutput();
                ended = true;
            }
            return written;
        }

        /** All that may pass has passed. */
        boolean isDue() {
            return left == 0 && !buffer.hasRemaining();
        }

        int interestOfReader() {
            return held || buffer.hasRemaining() || readAll || left == 0 ? 0 : SelectionKey.OP_READ;
        }

        int interestOfWriter() {
            return buffer.hasRemaining() && !held ? SelectionKey.OP_WRITE : 0;
        }
    }
}
