package chat.maru.bench.peer;

import chat.maru.bench.Dialect;
import java.util.List;

/** What the tutorial's client speaks: {@code {"message":"…"}} both ways, and nothing else. Stateless. */
final class MessageDialect implements Dialect {
    private final String path;
    private final boolean named;

    /**
     * @param path to which the room's name is added
     * @param named whether the member's name goes into the query
     */
    MessageDialect(String path, boolean named) {
        this.path = path;
        this.named = named;
    }

    @Override
    public String target(String room, int member) {
        return path + room + (named ? "?name=m" + member : "");
    }

    @Override
    public Talk talk(String room, int member) {
        return new MessageTalk();
    }

    private static final class MessageTalk implements Talk {
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
            return "{\"message\":\"" + text + "\"}";
        }
    }
}
