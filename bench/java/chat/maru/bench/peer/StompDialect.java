package chat.maru.bench.peer;

import chat.maru.bench.Dialect;
import java.util.List;

/**
 * STOMP 1.2 to Spring's simple broker. That one answers no receipts, so a member makes one: it subscribes to its room,
 * then to a topic of its own, and sends itself a frame there. As the server keeps the order of what it receives, the
 * frame's return says that the room's subscription stands; the topic is left again. Stateless; its talks are not.
 */
final class StompDialect implements Dialect {
    private static final String END = "\0";

    @Override
    public String target(String room, int member) {
        return "/stomp";
    }

    @Override
    public List<String> headers() {
        return List.of("Sec-WebSocket-Protocol: v12.stomp");
    }

    @Override
    public Talk talk(String room, int member) {
        return new Frames("/topic/room." + room, "/topic/receipt." + room + "." + member);
    }

    private static final class Frames implements Talk {
        private final String topic;
        private final String receipt;
        private boolean in;

        Frames(String topic, String receipt) {
            this.topic = topic;
            this.receipt = receipt;
        }

        @Override
        public List<String> opened() {
            return List.of("CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:0,0\n\n" + END);
        }

        @Override
        public List<String> heard(String frame) {
            if (frame.startsWith("CONNECTED\n")) {
                return List.of(
                        "SUBSCRIBE\nid:0\ndestination:" + topic + "\n\n" + END,
                        "SUBSCRIBE\nid:1\ndestination:" + receipt + "\n\n" + END,
                        "SEND\ndestination:" + receipt + "\n\n" + END);
            }
            if (!in && frame.contains("\nsubscription:1\n")) {
                in = true;
                return List.of("UNSUBSCRIBE\nid:1\n\n" + END);
            }
            return List.of();
        }

        @Override
        public boolean isIn() {
            return in;
        }

        @Override
        public String publication(String text) {
            return "SEND\ndestination:" + topic + "\ncontent-type:application/json\n\n" + PathDialect.json(text) + END;
        }
    }
}
