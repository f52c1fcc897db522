package chat.maru.log;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One connection to Redis, in its second protocol: commands are sent, and their replies are read in the same order.
 * What is sent waits until {@link #flush}. One thread reads; sending and flushing are synchronized, so that a
 * subscriber may read meanwhile. After an {@link IOException} that is no {@link RedisError} it is of no use any more.
 *
 * <p>A reply is {@code null}, a {@link Long}, a {@code byte[]}, a {@link List} of replies or a {@link RedisError}.
 */
final class RedisConnection implements Closeable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LINE_BYTES_MAX = 1 << 16;
    /** Nothing that Maru has stored comes near. */
    private static final int BULK_BYTES_MAX = 1 << 26;

    private static final int ITEMS_MAX = 1 << 22;
    private static final int DEPTH_MAX = 8;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /**
     * Connects and logs in.
     *
     * @param timeoutMillis how long each reply may take; half of it is enough to connect
     */
    RedisConnection(RedisAddress given, int timeoutMillis) throws IOException {
        RedisAddress address = RedisSentinels.resolve(given, timeoutMillis);
        socket = new Socket();
        boolean open = false;
        try {
            socket.connect(new InetSocketAddress(address.host(), address.port()), timeoutMillis / 2);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(timeoutMillis);
            Socket used = address.tls() ? secured(address) : socket;
            in = new BufferedInputStream(used.getInputStream(), BUFFER_BYTES);
            out = new BufferedOutputStream(used.getOutputStream(), BUFFER_BYTES);
            logIn(address);
            open = true;
        } finally {
            if (!open) {
                socket.close();
            }
        }
    }

    /** Talks over streams that somebody else has opened, and logged in; closing it leaves them as they are. */
    RedisConnection(InputStream in, OutputStream out) {
        socket = new Socket();
        this.in = in;
        this.out = out;
    }

    private Socket secured(RedisAddress address) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, address.host(), address.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private void logIn(RedisAddress address) throws IOException {
        if (!address.password().isEmpty()) {
            String user = address.user();
            call(
                    user.isEmpty()
                            ? RedisCommand.of("AUTH", address.password())
                            : RedisCommand.of("AUTH", user, address.password()));
        }
        if (address.database() != 0) {
            call(RedisCommand.of("SELECT", address.database()));
        }
    }

    /** Sends {@code command} with what else waits, and waits for its reply; a {@link RedisError} is thrown. */
    @Nullable
    Object call(RedisCommand command) throws IOException {
        send(command);
        flush();
        Object reply = read();
        if (reply instanceof RedisError error) {
            throw error;
        }
        return reply;
    }

    /** Writes {@code command} behind what waits to be sent. */
    synchronized void send(RedisCommand command) throws IOException {
        header('*', command.words().size());
        for (byte[] word : command.words()) {
            header('$', word.length);
            out.write(word);
            end();
        }
    }

    private void header(char type, int number) throws IOException {
        out.write(type);
        out.write(Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
        end();
    }

    private void end() throws IOException {
        out.write('\r');
        out.write('\n');
    }

    synchronized void flush() throws IOException {
        out.flush();
    }

    /** The next reply; a {@link RedisError} is one too. */
    @Nullable
    Object read() throws IOException {
        return read(0);
    }

    private @Nullable Object read(int depth) throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest.getBytes(StandardCharsets.UTF_8);
            case '-' -> new RedisError(rest);
            case ':' -> number(rest, Long.MAX_VALUE);
            case '$' -> bulk((int) number(rest, BULK_BYTES_MAX));
            case '*' -> items((int) number(rest, ITEMS_MAX), depth);
            default -> throw new IOException("what answers is not Redis");
        };
    }

    private static long number(String text, long max) throws IOException {
        try {
            long number = Long.parseLong(text);
            if (number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through: it is as wrong as one too large.
        }
        throw new IOException("Redis answered with a number that it cannot mean");
    }

    private byte @Nullable [] bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || in.read() != '\r' || in.read() != '\n') {
            throw new EOFException("Redis ended in the middle of a reply");
        }
        return bytes;
    }

    private @Nullable List<@Nullable Object> items(int count, int depth) throws IOException {
        if (depth == DEPTH_MAX) {
            throw new IOException("Redis answered with lists in lists in lists");
        }
        if (count < 0) {
            return null;
        }
        List<@Nullable Object> items = new ArrayList<>(Math.min(count, 1_024));
        for (int i = 0; i < count; i++) {
            items.add(read(depth + 1));
        }
        return items;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("Redis closed the connection");
            }
            if (line.length() == LINE_BYTES_MAX) {
                throw new IOException("Redis answered with a line without an end");
            }
            line.append((char) next);
        }
        if (in.read() != '\n' || line.isEmpty()) {
            throw new IOException("what answers is not Redis");
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
