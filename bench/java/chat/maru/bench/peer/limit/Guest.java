package chat.maru.bench.peer.limit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One connection. Owned by the server's thread. */
final class Guest {
    private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final String KEY_HEADER = "sec-websocket-key:";
    private static final int LENGTH_16 = 126;
    private static final int TEXT = 0x81;
    private static final int CLOSE = 0x88;
    private static final byte[] NOTHING = {};

    private final LimitServer server;
    private final SocketChannel channel;
    private final SelectionKey key;
    private @Nullable Hall hall;
    private byte[] in = NOTHING;
    private ByteBuffer out = ByteBuffer.allocate(0);

    Guest(LimitServer server, SocketChannel channel, SelectionKey key) {
        this.server = server;
        this.channel = channel;
        this.key = key;
    }

    void read(ByteBuffer shared) throws IOException {
        shared.clear();
        shared.put(in);
        if (channel.read(shared) < 0) {
            leave();
            return;
        }
        shared.flip();
        Hall mine = hall;
        if (mine == null) {
            mine = shake(shared);
        }
        while (mine != null && frame(shared, mine)) {}
        in = shared.hasRemaining() ? new byte[shared.remaining()] : NOTHING;
        shared.get(in);
    }

    private @Nullable Hall shake(ByteBuffer shared) throws IOException {
        String request = StandardCharsets.US_ASCII.decode(shared.duplicate()).toString();
        if (!request.endsWith("\r\n\r\n")) {
            return null;
        }
        shared.position(shared.limit());
        String nonce = request.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(KEY_HEADER))
                .map(line -> line.substring(KEY_HEADER.length()).strip())
                .findFirst()
                .orElse("");
        send(ByteBuffer.wrap(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + accept(nonce) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII)));
        Hall mine = server.hall(request.split(" ", 3)[1]);
        hall = mine;
        mine.enter(this);
        return mine;
    }

    private static String accept(String nonce) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((nonce + ACCEPT_SALT).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Obeys one frame; false when there is none as a whole. Longer ones than a message needs are not understood. */
    private boolean frame(ByteBuffer shared, Hall mine) throws IOException {
        int start = shared.position();
        if (shared.remaining() < 6) {
            return false;
        }
        int length = shared.get(start + 1) & 0x7f;
        int head = 6;
        if (length >= LENGTH_16) {
            length = shared.getShort(start + 2) & 0xffff;
            head = 8;
        }
        if (shared.remaining() < head + length) {
            return false;
        }
        byte[] text = new byte[length];
        shared.get(start + head, text);
        for (int i = 0; i < length; i++) {
            text[i] ^= shared.get(start + head - 4 + (i & 3));
        }
        shared.position(start + head + length);
        int first = shared.get(start) & 0xff;
        if (first == TEXT) {
            server.said(mine, text);
        } else if (first == CLOSE) {
            leave();
        }
        return true;
    }

    /** Writes what the socket takes, and keeps the rest. */
    void send(ByteBuffer bytes) throws IOException {
        if (!out.hasRemaining()) {
            channel.write(bytes);
            if (!bytes.hasRemaining()) {
                return;
            }
        }
        ByteBuffer more = ByteBuffer.allocate(out.remaining() + bytes.remaining());
        out = more.put(out).put(bytes).flip();
        key.interestOpsOr(SelectionKey.OP_WRITE);
    }

    void flush() throws IOException {
        channel.write(out);
        if (!out.hasRemaining()) {
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
        }
    }

    void leave() {
        key.cancel();
        if (hall != null) {
            hall.leave(this);
        }
        try {
            channel.close();
        } catch (IOException e) {
            System.err.println(e);
        }
    }
}
