package chat.maru.resume;

import chat.maru.support.WireSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * One of a {@link PresentCrowd}: comes back with its secret, and weighs what it is told about who is here. Of the
 * crowd's thread.
 */
final class PresentMember {
    private static final String PRESENCE = "{\"type\":\"presence\"";
    private static final String WHOLE = "\"members\":[";
    private static final String NAMED = "{\"id\":";
    private static final String COUNT = "\"count\":";
    private static final String HEAD_END = "\r\n\r\n";
    private static final int TEXT = 0x81;

    /** In a larger room who comes and goes is told as a number. */
    private static final int STEPS_MAX = 200;

    final SocketChannel channel;
    private final URI room;
    private final String hello;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private boolean switched;

    private int frames;
    private long bytes;
    private int wholeBytesMax;
    private int wholeNamesMax;
    private int stepNamesBeyond;
    private int count;

    PresentMember(SocketChannel channel, URI room, String hello) {
        this.channel = channel;
        this.room = room;
        this.hello = hello;
    }

    void connected() throws IOException {
        channel.write(ByteBuffer.wrap(WireSocket.handshake(room)));
    }

    /** Everything that came just now. A frame is looked at when all of it is here. */
    void received(ByteBuffer in) throws IOException {
        begun.write(in.array(), in.position(), in.remaining());
        byte[] all = begun.toByteArray();
        int at = switched ? 0 : switchedAt(all);
        for (int next = endOfFrame(all, at); switched && next > 0; next = endOfFrame(all, at)) {
            frame(all, at, next);
            at = next;
        }
        begun.reset();
        begun.write(all, at, all.length - at);
    }

    private int switchedAt(byte[] all) throws IOException {
        String answer = new String(all, StandardCharsets.ISO_8859_1);
        int end = answer.indexOf(HEAD_END);
        if (end < 0) {
            return 0;
        }
        if (!answer.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("the handshake was answered " + answer);
        }
        switched = true;
        channel.write(ByteBuffer.wrap(WireSocket.textFrame(hello)));
        return end + HEAD_END.length();
    }

    /** Where the frame that begins at {@code at} ends; 0 when it is not all here. */
    private static int endOfFrame(byte[] all, int at) {
        int payload = at + payloadOffset(all, at);
        if (all.length < at + 2 || all.length < payload) {
            return 0;
        }
        int length = all[at + 1];
        ByteBuffer header = ByteBuffer.wrap(all);
        long bytes = length == 126 ? header.getShort(at + 2) & 0xFFFF : length == 127 ? header.getLong(at + 2) : length;
        return payload + bytes <= all.length ? (int) (payload + bytes) : 0;
    }

    private static int payloadOffset(byte[] all, int at) {
        int length = all.length < at + 2 ? 0 : all[at + 1];
        return length == 126 ? 4 : length == 127 ? 10 : 2;
    }

    private void frame(byte[] all, int at, int end) throws IOException {
        if ((all[at] & 0xFF) != TEXT) {
            throw new IOException("the server sent a frame of kind " + (all[at] & 0x0F));
        }
        int from = at + payloadOffset(all, at);
        String text = new String(all, from, end - from, StandardCharsets.UTF_8);
        int presence = text.indexOf(PRESENCE);
        if (presence < 0) {
            return;
        }
        frames++;
        bytes += end - from;
        int number = text.indexOf(COUNT, presence) + COUNT.length();
        int stop = number;
        while (Character.isDigit(text.charAt(stop))) {
            stop++;
        }
        count = Integer.parseInt(text.substring(number, stop));
        int names = text.split(Pattern.quote(NAMED), -1).length - 1;
        if (text.contains(WHOLE)) {
            wholeBytesMax = Math.max(wholeBytesMax, end - from);
            wholeNamesMax = Math.max(wholeNamesMax, names);
        } else if (count > STEPS_MAX) {
            stepNamesBeyond += names;
        }
    }

    /** How many are here, as it was told last. */
    int count() {
        return count;
    }

    int frames() {
        return frames;
    }

    long bytes() {
        return bytes;
    }

    /** The largest frame that named who is here. */
    int wholeBytesMax() {
        return wholeBytesMax;
    }

    /** The most names in one. */
    int wholeNamesMax() {
        return wholeNamesMax;
    }

    /** Names of who came or left, told when so many were here that a number has to do. */
    int stepNamesBeyond() {
        return stepNamesBeyond;
    }
}
