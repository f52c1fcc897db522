package chat.maru.bench.peer;

import chat.maru.bench.Dialect;
import java.util.List;

/**
 * The plainest conversation: the room is in the path, whoever has connected is in it, and a message is a small JSON
 * object both ways. Spoken to {@code ws}, nchan and Channels, to the limit, and to Maru on its plain wire. Stateless.
 *
 * @param before the path before the room
 * @param after what follows the room, in which {@code %d} stands for the member's number
 * @param headers more lines of the handshake's request
 */
record PathDialect(String before, String after, List<String> headers) implements Dialect {
    @Override
    public String target(String room, int member) {
        return before + room + after.formatted(member);
    }

    @Override
    public Talk talk(String room, int member) {
        return new Plain();
    }

    /** The JSON object that carries a text. */
    static String json(String text) {
        return "{\"message\":\"" + text + "\"}";
    }

    private static final class Plain implements Talk {
        @Override
        public List<String> opened() {
            return List.of();
        }

        @Override
        public List<String> heard(String frame) {
            if (frame.contains("\"error\"")) {
                throw new IllegalStateException("a member was told " + frame);
            }
            return List.of();
        }

        @Override
        public boolean isIn() {
            return true;
        }

        @Override
        public String publication(String text) {
            return json(text);
        }
    }
}
