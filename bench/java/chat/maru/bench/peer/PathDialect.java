package chat.maru.bench.peer;

import chat.maru.bench.Dialect;
import java.util.List;

/**
 * The plainest conversation: the room is in the path, whoever has connected is in it, and a message is a small JSON
 * object both ways. Spoken to {@code ws}, nchan and Channels. Stateless.
 *
 * @param before the path before the room
 * @param after the path after the room
 * @param headers more lines of the handshake's request
 */
record PathDialect(String before, String after, List<String> headers) implements Dialect {
    @Override
    public String target(String room, int member) {
        return before + room + after;
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
