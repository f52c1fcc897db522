package chat.maru.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A member of the {@code maru.v1} wire that says hello and then never reads: a frozen tab, a phone in a tunnel. A raw
 * socket, since every WebSocket library reads on its own.
 */
public final class StalledMember implements AutoCloseable {
    private static final int RECEIVE_BUFFER_BYTES = 4_096;

    private final Socket socket;

    private StalledMember(Socket socket) {
        this.socket = socket;
    }

    /** Connects and asks for everything after {@code n}, of which it will take nothing. */
    public static StalledMember join(URI uri, long n) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        socket.connect(new InetSocketAddress(InetAddress.getByName(uri.getHost()), uri.getPort()));
        StalledMember member = new StalledMember(socket);
        member.handshake(uri);
        member.send("{\"type\":\"hello\",\"after\":{\"n\":" + n + "}}");
        return member;
    }

    private void handshake(URI uri) throws IOException {
        String key = Base64.getEncoder().encodeToString(new byte[16]);
        String request = "GET " + uri.getRawPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + key + "\r\nSec-WebSocket-Protocol: maru.v1\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException("no upgrade: " + head);
        }
    }

    /** One short text frame, masked with zeros. */
    private void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[6 + bytes.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | bytes.length);
        System.arraycopy(bytes, 0, frame, 6, bytes.length);
        OutputStream out = socket.getOutputStream();
        out.write(frame);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
