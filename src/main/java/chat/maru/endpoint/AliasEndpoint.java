package chat.maru.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;

/**
 * The door under its other paths: the same {@link Visit} behind the programmatic API. One instance for each session.
 */
public class AliasEndpoint extends Endpoint {
    private final Visit visit;

    AliasEndpoint(Connections connections) {
        this.visit = new Visit(connections);
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        // Named classes, no lambdas: containers find a handler's message type by reflection on its class.
        session.addMessageHandler(new Texts());
        session.addMessageHandler(new Binaries());
        session.addMessageHandler(new Pongs());
        visit.open(session);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        visit.close();
    }

    @Override
    public void onError(Session session, Throwable error) {
        visit.error(error);
    }

    private final class Texts implements MessageHandler.Partial<String> {
        @Override
        public void onMessage(String piece, boolean last) {
            visit.text(piece, last);
        }
    }

    private final class Binaries implements MessageHandler.Partial<ByteBuffer> {
        @Override
        public void onMessage(ByteBuffer piece, boolean last) {
            visit.binary();
        }
    }

    private final class Pongs implements MessageHandler.Whole<PongMessage> {
        @Override
        public void onMessage(PongMessage pong) {
            visit.pong();
        }
    }
}
