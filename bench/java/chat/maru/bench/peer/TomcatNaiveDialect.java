package chat.maru.bench.peer;

import chat.maru.bench.Dialect;
import java.util.List;

/**
 * The room is in the path, and the server greets who has come in: Tomcat answers the handshake before the endpoint
 * hears of it. Stateless; its talks are not.
 */
final class TomcatNaiveDialect implements Dialect {
    @Override
    public String target(String room, int member) {
        return "/chat/" + room;
    }

    @Override
    public Talk talk(String room, int member) {
        return new Greeted();
    }

    private static final class Greeted implements Talk {
        private boolean in;

        @Override
        public List<String> opened() {
            return List.of();
        }

        @Override
        public List<String> heard(String frame) {
            in |= frame.equals("welcome");
            return List.of();
        }

        @Override
        public boolean isIn() {
            return in;
        }

        @Override
        public String publication(String text) {
            return PathDialect.json(text);
        }
    }
}
