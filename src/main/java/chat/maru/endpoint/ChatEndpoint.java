package chat.maru.endpoint;

import chat.maru.protocol.MaruV1;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;

/**
 * The door: one instance for each session, made by {@link HandshakeConfigurator}. What happens goes on to a
 * {@link Visit}; nothing here blocks.
 *
 * <p>Flat on purpose, and the only annotated endpoint: subclassing it, or registering it under a second path, kills
 * every WebSocket of the application on Payara and GlassFish. The other paths are {@link AliasEndpoint}'s.
 */
@ServerEndpoint(
        value = "/chat/{room}",
        subprotocols = MaruV1.SUBPROTOCOL,
        decoders = FrameDecoder.class,
        encoders = FrameEncoder.class,
        configurator = HandshakeConfigurator.class)
public class ChatEndpoint {
    private final Visit visit;

    /** Public, and without parameters: Liberty refuses the whole application otherwise, whoever makes the instances. */
    public ChatEndpoint() {
        this.visit = new Visit(HandshakeConfigurator.connections());
    }

    /** The session is open. */
    @OnOpen
    public void open(Session session) {
        visit.open(session);
    }

    /** A text frame, or a piece of one; see {@link Pieces}. Its bound is checked by the connection. */
    @OnMessage
    public void text(String piece, boolean last) {
        visit.text(piece, last);
    }

    /** A binary frame: there is no such thing in either wire. */
    @OnMessage
    public void binary(ByteBuffer piece, boolean last) {
        visit.binary();
    }

    /** The answer to a ping. */
    @OnMessage
    public void pong(PongMessage pong) {
        visit.pong();
    }

    /** The session is closed, whoever closed it. */
    @OnClose
    public void close() {
        visit.close();
    }

    /** The container could not read or deliver. */
    @OnError
    public void error(Throwable error) {
        visit.error(error);
    }
}
