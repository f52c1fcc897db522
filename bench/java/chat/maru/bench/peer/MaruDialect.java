package chat.maru.bench.peer;

import chat.maru.bench.Dialect;
import java.util.List;

/** Maru's own wire, {@code maru.v1}: each member a guest of its own. Stateless. */
final class MaruDialect implements Dialect {
    private static final int SHOWN = 200;

    @Override
    public String target(String room, int member) {
        return "/chat/" + room;
    }

    @Override
    public List<String> headers() {
        return List.of("Sec-WebSocket-Protocol: maru.v1");
    }

    @Override
    public Talk talk(String room, int member) {
        return new MaruTalk(member);
    }

    private static final class MaruTalk implements Talk {
        private final int member;
        private boolean welcome;
        private boolean caughtUp;
        private long published;

        MaruTalk(int member) {
            this.member = member;
        }

        @Override
        public List<String> opened() {
            return List.of("{\"type\":\"hello\",\"name\":\"m" + member + "\"}");
        }

        @Override
        public List<String> heard(String frame) {
            if (frame.contains("\"type\":\"refused\"")) {
                throw new IllegalStateException(
                        "member " + member + " was told " + frame.substring(0, Math.min(SHOWN, frame.length())));
            }
            if (!isIn()) {
                welcome |= frame.contains("\"type\":\"welcome\"");
                caughtUp |= frame.contains("\"type\":\"caughtUp\"");
            }
            return List.of();
        }

        @Override
        public boolean isIn() {
            return welcome && caughtUp;
        }

        @Override
        public String publication(String text) {
            return "{\"type\":\"publish\",\"id\":\"" + ++published + "\",\"text\":\"" + text + "\"}";
        }
    }
}
