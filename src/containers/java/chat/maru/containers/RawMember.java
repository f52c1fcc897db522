package chat.maru.containers;

import chat.maru.support.WireSocket;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A member whose path is sent byte for byte, as no URI could hold it; it speaks and never reads. Of one thread. */
record RawMember(Socket socket) implements AutoCloseable {
    private static final String PLACE = "/replaced";
    private static final int DEADLINE_MILLIS = 20_000;

    /** @param path one character for each byte */
    static RawMember join(Server server, String path) throws IOException {
        URI uri = server.ws("/", PLACE);
        RawMember member = new RawMember(new Socket(uri.getHost(), uri.getPort()));
        member.socket.setSoTimeout(DEADLINE_MILLIS);
        String handshake = new String(WireSocket.handshake(uri), StandardCharsets.US_ASCII).replaceFirst(PLACE, path);
        member.socket.getOutputStream().write(handshake.getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) member.socket.getInputStream().read());
        }
        member.send(Checks.HELLO);
        return member;
    }

    void say(String words) throws IOException {
        send("{\"type\":\"publish\",\"id\":\"raw\",\"text\":\"" + words + "\"}");
    }

    private void send(String frame) throws IOException {
        write(WireSocket.textFrame(frame));
    }

    /** A frame as bytes, such as no good client sends. */
    void write(byte[] frame) throws IOException {
        socket.getOutputStream().write(frame);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
