package chat.maru.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * An answer to a request that no well-behaved client would send: every header is the test's own.
 *
 * @param status such as 403
 * @param head the status line and all headers
 * @param body as UTF-8
 */
public record RawHttp(int status, String head, String body) {
    private static final int DEADLINE_MILLIS = 20_000;
    private static final String HEAD_END = "\r\n\r\n";

    /** Asks for {@code path}; headers such as {@code "Origin: null"}, and {@code Host} unless it is among them. */
    public static RawHttp get(URI server, String path, String... headers) throws IOException {
        return ask(server, "GET", path, headers);
    }

    /** Asks with another method. */
    public static RawHttp ask(URI server, String method, String path, String... headers) throws IOException {
        return exchange(server, method + " " + path, "Connection: close\r\n", headers);
    }

    /** Asks with a body, as UTF-8. */
    public static RawHttp send(URI server, String method, String path, String body, String... headers)
            throws IOException {
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        String fixed = "Connection: close\r\nContent-Length: " + bytes + "\r\n";
        return exchange(server, method + " " + path, fixed, body, headers);
    }

    /** Tries to shake hands for a WebSocket, and reads no further than the answer's head when that succeeds. */
    public static RawHttp handshake(URI server, String path, String... headers) throws IOException {
        String key = Base64.getEncoder().encodeToString(new byte[16]);
        String upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: " + key + "\r\n";
        return exchange(server, "GET " + path, upgrade, headers);
    }

    private static RawHttp exchange(URI server, String line, String fixed, String... headers) throws IOException {
        return exchange(server, line, fixed, "", headers);
    }

    private static RawHttp exchange(URI server, String line, String fixed, String body, String[] headers)
            throws IOException {
        StringBuilder request = new StringBuilder(line + " HTTP/1.1\r\n" + fixed);
        boolean host = false;
        for (String header : headers) {
            request.append(header).append("\r\n");
            host |= header.startsWith("Host:");
        }
        request.append(host ? "" : "Host: " + server.getAuthority() + "\r\n").append("\r\n");
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(DEADLINE_MILLIS);
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            return read(socket);
        }
    }

    private static RawHttp read(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf(HEAD_END) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("the answer ended in its head: " + head);
            }
            head.append((char) next);
        }
        int status = Integer.parseInt(head.substring(9, 12));
        boolean closes = head.toString().toLowerCase(Locale.ROOT).contains("connection: close");
        byte[] body =
                status == 101 || !closes ? new byte[0] : socket.getInputStream().readAllBytes();
        boolean chunked = head.toString().toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
        return new RawHttp(status, head.toString(), new String(chunked ? joined(body) : body, StandardCharsets.UTF_8));
    }

    private static byte[] joined(byte[] chunks) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int at = 0;
        while (at < chunks.length) {
            int end = at;
            while (chunks[end] != '\r') {
                end++;
            }
            int length = Integer.parseInt(new String(chunks, at, end - at, StandardCharsets.US_ASCII), 16);
            all.write(chunks, end + 2, length);
            at = end + 2 + length + 2;
        }
        return all.toByteArray();
    }

    /** The value of a header. */
    public Optional<String> header(String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }
}
