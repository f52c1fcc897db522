package chat.maru.bench.load;

import chat.maru.bench.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One member's connection. Owned by the loop's thread. */
final class Line implements Frames.Sink {
    /** Few enough not to be refused by a server that bounds what one connection has in flight. */
    private static final int IN_FLIGHT_MAX = 32;

    private static final int SIPS_PER_SECOND = 10;
    private static final byte[] NOTHING = {};

    final Room room;
    final int member;
    final Reader reader;

    /** Counted from 0 over all rooms, in the order of coming. */
    final int number;

    /** How far it is in the room's order. */
    final Order.Seen seen = new Order.Seen();

    /** Own publications that have not come back. */
    int inFlight;

    private final Crowd crowd;
    private final Dialect.Talk talk;
    private final Map<Integer, Long> unacked = new HashMap<>();
    private SocketChannel channel;
    private SelectionKey key;
    private final Deque<ByteBuffer> out = new ArrayDeque<>();
    private boolean shaken;
    private boolean in;
    private boolean returning;
    private int published;
    private long position;
    private byte[] rest = NOTHING;
    private int restLength;
    private byte[] pieces = NOTHING;
    private int piecesLength;
    private Memo.@Nullable Kept before;

    Line(
            Crowd crowd,
            Room room,
            int member,
            Reader reader,
            int number,
            SocketChannel channel,
            SelectionKey key,
            Dialect.Talk talk) {
        this.crowd = crowd;
        this.room = room;
        this.member = member;
        this.reader = reader;
        this.number = number;
        this.channel = channel;
        this.key = key;
        this.talk = talk;
    }

    /** Comes back on another connection, to go on behind the last message that it has. */
    void comeBack(SocketChannel otherChannel, SelectionKey otherKey) {
        channel = otherChannel;
        key = otherKey;
        out.clear();
        shaken = false;
        in = false;
        returning = true;
        restLength = 0;
        piecesLength = 0;
        talk.comeBack(position);
    }

    void ready(ByteBuffer shared) throws IOException {
        if (key.isConnectable() && channel.finishConnect()) {
            connected();
            return;
        }
        if (key.isWritable()) {
            flush();
        }
        if (isOpen() && key.isReadable()) {
            read(shared, shared.capacity());
        }
    }

    void connected() {
        key.interestOps(SelectionKey.OP_READ);
        send(crowd.door().request(this));
    }

    private void read(ByteBuffer shared, int bytesMax) throws IOException {
        shared.clear();
        shared.put(rest, 0, restLength);
        shared.limit(Math.min(shared.capacity(), restLength + bytesMax));
        restLength = 0;
        if (!fill(shared)) {
            return;
        }
        shared.flip();
        if (!shaken && Handshake.accept(shared)) {
            shaken = true;
            crowd.door().shook();
            talk.opened().forEach(text -> send(Frames.text(text)));
            noteIn();
        }
        if (shaken) {
            Frames.read(shared, this);
        }
        keep(shared);
    }

    private boolean fill(ByteBuffer shared) throws IOException {
        try {
            if (channel.read(shared) >= 0) {
                return true;
            }
            hungUp("");
        } catch (IOException e) {
            hungUp(": " + e.getMessage());
        }
        return false;
    }

    private void keep(ByteBuffer shared) {
        restLength = shared.remaining();
        if (restLength == shared.capacity()) {
            throw new IllegalStateException("a frame of more than " + restLength + " bytes");
        }
        if (rest.length < restLength) {
            rest = new byte[restLength * 2];
        } else if (restLength == 0 && rest.length > 0) {
            rest = NOTHING;
        }
        shared.get(rest, 0, restLength);
    }

    @Override
    public void frame(boolean last, int opcode, ByteBuffer payload) {
        switch (opcode) {
            case Frames.TEXT, Frames.BINARY, Frames.CONTINUATION -> {
                if (last && piecesLength == 0) {
                    said(payload);
                } else {
                    piece(last, payload);
                }
            }
            case Frames.PING -> {
                byte[] echo = new byte[payload.remaining()];
                payload.get(echo);
                send(Frames.masked(Frames.PONG, echo));
            }
            case Frames.CLOSE -> closed(payload);
            default -> {}
        }
    }

    private void closed(ByteBuffer payload) {
        int code = payload.remaining() >= 2 ? payload.getShort() & 0xffff : 0;
        hungUp(" with " + code + " " + StandardCharsets.UTF_8.decode(payload));
    }

    /** What a server may do to those who do not read, and to nobody else. */
    private void hungUp(String how) {
        if (reader.isEager()) {
            throw new IllegalStateException("the server closed member " + member + " of " + room.name + how);
        }
        close();
    }

    private void piece(boolean last, ByteBuffer payload) {
        int length = payload.remaining();
        if (pieces.length < piecesLength + length) {
            pieces = Arrays.copyOf(pieces, (piecesLength + length) * 2);
        }
        payload.get(pieces, piecesLength, length);
        piecesLength += length;
        if (last) {
            ByteBuffer whole = ByteBuffer.wrap(pieces, 0, piecesLength);
            piecesLength = 0;
            said(whole);
        }
    }

    private void said(ByteBuffer payload) {
        Memo.Kept kept = room.memo.read(payload, before);
        before = kept;
        int count = kept.count();
        if (count == 0 || returning) {
            heard(kept.words());
        }
        if (crowd.countsAcks()) {
            talk.acks(kept.words(), this::acked);
        }
        if (count > 0 && crowd.notesPositions()) {
            position = kept.position(crowd.dialect());
        }
        for (int i = 0; i < count; i++) {
            crowd.delivered(this, kept.serial(i));
        }
    }

    private void heard(String words) {
        talk.heard(words).forEach(text -> send(Frames.text(text)));
        noteIn();
    }

    private void noteIn() {
        if (!in && talk.isIn()) {
            in = true;
            returning = false;
            crowd.door().cameIn();
        }
    }

    private void acked(int ordinal) {
        Long at = unacked.remove(ordinal);
        crowd.acked(this, at);
    }

    void publish(String text) {
        published++;
        if (crowd.countsAcks()) {
            unacked.put(published, System.nanoTime());
        }
        send(Frames.text(talk.publication(text)));
    }

    private void send(ByteBuffer frame) {
        out.add(frame);
        if (out.size() == 1) {
            flush();
        }
    }

    private void flush() {
        try {
            while (!out.isEmpty()) {
                channel.write(out.peek());
                if (out.peek().hasRemaining()) {
                    key.interestOpsOr(SelectionKey.OP_WRITE);
                    return;
                }
                out.remove();
            }
            key.interestOpsAnd(~SelectionKey.OP_WRITE);
        } catch (IOException e) {
            hungUp(": " + e.getMessage());
        }
    }

    boolean mayPublish() {
        return reader.isEager() && inFlight < IN_FLIGHT_MAX && isOpen();
    }

    /** Publications that the server has not said are stored. */
    int unackedCount() {
        return unacked.size();
    }

    /** Reads no more by itself. */
    void slowDown() {
        key.interestOpsAnd(~SelectionKey.OP_READ);
    }

    /** Reads what a slow reader may in a tenth of a second. */
    void sip(ByteBuffer shared) throws IOException {
        int bytes = reader.bytesPerSecond() / SIPS_PER_SECOND;
        if (bytes > 0 && isOpen()) {
            read(shared, bytes);
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
