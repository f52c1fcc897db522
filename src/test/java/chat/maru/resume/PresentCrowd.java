package chat.maru.resume;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Many members of one room who come at the same moment, in the thread that waits for them. Not thread-safe. */
final class PresentCrowd implements AutoCloseable {
    private static final int READ_BYTES = 1 << 16;
    private static final long ROUND_MILLIS = 1_000;

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
    private final List<PresentMember> members = new ArrayList<>();

    private PresentCrowd() throws IOException {}

    /** All of them knock before the first is let in. */
    static PresentCrowd come(URI room, int size, IntFunction<String> hello) throws IOException {
        PresentCrowd crowd = new PresentCrowd();
        try {
            for (int i = 0; i < size; i++) {
                SocketChannel channel = SocketChannel.open();
                PresentMember member = new PresentMember(channel, room, hello.apply(i));
                crowd.members.add(member);
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.register(crowd.selector, SelectionKey.OP_CONNECT, member);
                channel.connect(new InetSocketAddress(room.getHost(), room.getPort()));
            }
            return crowd;
        } catch (IOException | RuntimeException e) {
            crowd.close();
            throw e;
        }
    }

    /** Reads until everybody was told that so many are here. */
    void awaitCount(int count, long deadlineNanos) throws IOException {
        long end = System.nanoTime() + deadlineNanos;
        while (members.stream().anyMatch(member -> member.count() != count)) {
            if (System.nanoTime() > end) {
                long missing = members.stream()
                        .filter(member -> member.count() != count)
                        .count();
                throw new AssertionError(missing + " members were not told that " + count + " are here");
            }
            selector.select(ROUND_MILLIS);
            for (SelectionKey key : selector.selectedKeys()) {
                serve(key);
            }
            selector.selectedKeys().clear();
        }
    }

    private void serve(SelectionKey key) throws IOException {
        PresentMember member = (PresentMember) key.attachment();
        if (key.isConnectable()) {
            member.channel.finishConnect();
            key.interestOps(SelectionKey.OP_READ);
            member.connected();
            return;
        }
        if (member.channel.read(buffer.clear()) < 0) {
            throw new IOException("a connection ended");
        }
        member.received(buffer.flip());
    }

    List<PresentMember> members() {
        return members;
    }

    @Override
    public void close() throws IOException {
        for (PresentMember member : members) {
            member.channel.close();
        }
        selector.close();
    }
}
