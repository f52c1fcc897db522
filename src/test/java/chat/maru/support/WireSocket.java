package chat.maru.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@code maru.v1} WebSocket on a plain blocking socket: what was sent is in the system's hands when {@link #send}
 * returns, and nothing is read that is not asked for. One thread may read while others send.
 */
public final class WireSocket implements AutoCloseable {
    /** How long a read waits. Ten times what it should take on a busy machine. */
    public static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int LAST = 0x80;
    private static final int MASKED = 0x80;
    private static final int SHORT_MAX = 125;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int FRAME_BYTES_MAX = 1 << 24;
    private static final int NORMAL = 1000;
    private static final int NO_CODE = 1005;

    private final Socket socket;
    private final DataInputStream in;
    private int closeCode;

    private WireSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 13));
    }

    /** Connects and shakes hands. */
    public static WireSocket connect(URI uri) throws IOException {
        return connect(uri, 0);
    }

    /**
     * The same, with a bound on what the system keeps of what is not read.
     *
     * @param receiveBytes the socket's receive buffer; 0 leaves it to the system
     * @param headers of the handshake beside those that it has to have, such as {@code "X-Forwarded-For: 192.0.2.1"}
     */
    public static WireSocket connect(URI uri, int receiveBytes, String... headers) throws IOException {
        Socket socket = new Socket();
        try {
            if (receiveBytes > 0) {
                socket.setReceiveBufferSize(receiveBytes);
            }
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) DEADLINE.toMillis());
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), (int) DEADLINE.toMillis());
            WireSocket wire = new WireSocket(socket);
            wire.shakeHands(uri, headers);
            return wire;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** A handshake as bytes, for who brings a socket of its own. */
    public static byte[] handshake(URI uri, String... headers) {
        byte[] key = new byte[16];
        ThreadLocalRandom.current().nextBytes(key);
        String request = "GET " + uri.getRawPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + Base64.getEncoder().encodeToString(key) + "\r\nSec-WebSocket-Protocol: maru.v1\r\n"
                + Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining()) + "\r\n";
        return request.getBytes(StandardCharsets.US_ASCII);
    }

    private void shakeHands(URI uri, String... headers) throws IOException {
        socket.getOutputStream().write(handshake(uri, headers));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) in.readUnsignedByte());
        }
        if (!answer.toString().startsWith("HTTP/1.1 101 ") || answer.indexOf("maru.v1") < 0) {
            throw new IOException("the handshake was answered " + answer);
        }
    }

    /** Sends one text frame. Returns when the system has taken all of it. */
    public void send(String text) throws IOException {
        write(frame(TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Sends what is made of frames already, such as several in one go. */
    public void sendRaw(byte[] frames) throws IOException {
        write(frames);
    }

    private synchronized void write(byte[] frame) throws IOException {
        socket.getOutputStream().write(frame);
    }

    /** A whole text frame of a client, as bytes. */
    public static byte[] textFrame(String text) {
        return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The answer to a ping, as bytes. */
    public static byte[] pongFrame(byte[] payload) {
        return frame(PONG, payload);
    }

    private static byte[] frame(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
        frame.put((byte) (LAST | opcode));
        if (payload.length <= SHORT_MAX) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) (MASKED | LENGTH_16)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | LENGTH_64)).putLong(payload.length);
        }
        byte[] mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i % mask.length]));
        }
        return java.util.Arrays.copyOf(frame.array(), frame.position());
    }

    /** The next text, whole, with pings answered on the way. Fails with an {@link EOFException} behind a close. */
    public String read() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (true) {
            int head = in.readUnsignedByte();
            byte[] payload = payload();
            switch (head & 0x0F) {
                case PING -> write(frame(PONG, payload));
                case PONG -> {}
                case CLOSE -> {
                    closeCode = payload.length < 2
                            ? NO_CODE
                            : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
                    throw new EOFException("the server closed with " + closeCode);
                }
                default -> {
                    text.write(payload);
                    if ((head & LAST) != 0) {
                        return text.toString(StandardCharsets.UTF_8);
                    }
                }
            }
        }
    }

    private byte[] payload() throws IOException {
        int length = in.readUnsignedByte();
        long bytes = length == LENGTH_16 ? in.readUnsignedShort() : length == LENGTH_64 ? in.readLong() : length;
        if (bytes > FRAME_BYTES_MAX) {
            throw new IOException("a frame of " + bytes + " bytes, or a masked one");
        }
        byte[] payload = new byte[(int) bytes];
        in.readFully(payload);
        return payload;
    }

    /** The code of the server's close frame; 0 when none was read. Of the reading thread. */
    public int closeCode() {
        return closeCode;
    }

    /** Ends in good form: says so, and drops what comes until the server has said so too. Of the reading thread. */
    public void leave() throws IOException {
        write(frame(CLOSE, ByteBuffer.allocate(2).putShort((short) NORMAL).array()));
        awaitClose();
        close();
    }

    /** Drops what comes until the server closes, and gives its code. Of the reading thread. */
    public int awaitClose() throws IOException {
        while (closeCode == 0) {
            try {
                read();
            } catch (EOFException e) {
                if (closeCode == 0) {
                    throw e;
                }
            }
        }
        return closeCode;
    }

    /** Ends as a process that dies does: the server gets a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Ends the TCP connection without a word. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
