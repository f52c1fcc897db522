package chat.maru.bench;

import java.util.List;
import java.util.function.IntConsumer;

/**
 * How the clients of one server speak WebSocket: the handshake, and what is said in text frames. Stateless. What a
 * message carries is the same for all: a text of ASCII letters, digits and {@code #}, which needs no escaping anywhere
 * and which every server has to bring to every member of the room unchanged.
 */
public interface Dialect {
    /** The target of the handshake's request, such as {@code /chat/lobby}. */
    String target(String room, int member);

    /** More lines of the handshake's request, such as {@code Sec-WebSocket-Protocol: maru.v1}. */
    default List<String> headers() {
        return List.of();
    }

    /** One connection's side of the conversation. */
    Talk talk(String room, int member);

    /** The position of the last message in a frame, as the server counts; 0 where it does not say. */
    default long position(String frame) {
        return 0;
    }

    /** One connection's side of the conversation. Owned by the connection; not thread-safe. */
    interface Talk {
        /** Text frames to send as soon as the handshake is done. */
        List<String> opened();

        /** Text frames to send in answer to one that carries no message: a greeting, an ack, a ping. */
        List<String> heard(String frame);

        /** Whether messages of the room reach this connection from now on, as far as the protocol tells. */
        boolean isIn();

        /** The text frame that publishes {@code text} in this connection's room. */
        String publication(String text);

        /**
         * Hands over which of this side's own publications, counted from 1, the frame says are stored; none where the
         * protocol has no word for that.
         */
        default void acks(String frame, IntConsumer ordinals) {}

        /** Begins anew, so that {@link #opened} asks on another connection for what came after that position. */
        default void comeBack(long position) {
            throw new UnsupportedOperationException("The protocol has no way to go on where one was.");
        }
    }
}
