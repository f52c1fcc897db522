package chat.maru.bench.peer;

import chat.maru.bench.Dialect;
import java.util.List;

/**
 * Engine.IO 4 and Socket.IO 5 over a WebSocket from the start. A packet's first digit is Engine.IO's (0 open, 2 ping, 3
 * pong, 4 message), a message's second one Socket.IO's (0 connect, 2 event, 3 ack). Stateless; its talks are not.
 */
final class SocketIoDialect implements Dialect {
    @Override
    public String target(String room, int member) {
        return "/socket.io/?EIO=4&transport=websocket";
    }

    @Override
    public Talk talk(String room, int member) {
        return new Packets(room);
    }

    /** In the room when the server has acked the event that asked for it. */
    private static final class Packets implements Talk {
        private final String room;
        private boolean in;

        Packets(String room) {
            this.room = room;
        }

        @Override
        public List<String> opened() {
            return List.of();
        }

        @Override
        public List<String> heard(String frame) {
            if (frame.equals("2")) {
                return List.of("3");
            }
            if (frame.startsWith("40")) {
                return List.of("420[\"join\",\"" + room + "\"]");
            }
            if (frame.startsWith("430")) {
                in = true;
            }
            return frame.startsWith("0") ? List.of("40") : List.of();
        }

        @Override
        public boolean isIn() {
            return in;
        }

        @Override
        public String publication(String text) {
            return "42[\"message\",\"" + text + "\"]";
        }
    }
}
