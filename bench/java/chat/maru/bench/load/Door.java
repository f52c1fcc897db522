package chat.maru.bench.load;

import chat.maru.bench.Dialect;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** How members connect, and how far they are with it. Owned by the loop's thread. */
final class Door {
    private static final int LINES_PER_ADDRESS = 500;
    private static final int FIRST_ADDRESS = 2;

    private final Nodes nodes;
    private final Dialect dialect;
    private int dialled;
    private int shaken;
    private int in;

    Door(Nodes nodes, Dialect dialect) {
        this.nodes = nodes;
        this.dialect = dialect;
    }

    /** @param number of the member over all rooms, which decides its address */
    SocketChannel channel(Reader reader, int number) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (reader.bufferBytes() > 0) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, reader.bufferBytes());
        }
        channel.bind(new InetSocketAddress("127.0.0." + (FIRST_ADDRESS + number / LINES_PER_ADDRESS), 0));
        return channel;
    }

    void dial(Line line, SocketChannel channel, SelectionKey key) throws IOException {
        key.attach(line);
        dialled++;
        if (channel.connect(new InetSocketAddress("127.0.0.1", nodes.port(line)))) {
            line.connected();
        }
    }

    ByteBuffer request(Line line) {
        return Handshake.request(dialect, line.room.name, line.member, nodes.port(line));
    }

    void shook() {
        shaken++;
    }

    void cameIn() {
        in++;
    }

    /** One who was in is gone. */
    void left() {
        dialled--;
        shaken--;
        in--;
    }

    /** Handshakes without an answer. */
    int pending() {
        return dialled - shaken;
    }

    int shaken() {
        return shaken;
    }

    int in() {
        return in;
    }
}
