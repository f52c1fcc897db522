package chat.maru.endpoint;

import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Judges handshakes and makes endpoints. Made by the container with its empty constructor, which is why this class has
 * the one static field of Maru: the composition root hands the {@link Connections} over before the container needs
 * them.
 *
 * <p>A servlet container loads each application with a class loader of its own, so two Marus in one server do not meet.
 */
public class HandshakeConfigurator extends ServerEndpointConfig.Configurator {
    private static final String HANDSHAKE = "chat.maru.handshake";

    private static volatile @Nullable Connections connections;

    /** Hands over what every endpoint made from now on shares; {@code null} takes it back. */
    public static void use(@Nullable Connections shared) {
        connections = shared;
    }

    static Connections connections() {
        Connections shared = connections;
        if (shared == null) {
            throw new IllegalStateException("Maru has not been started in this application");
        }
        return shared;
    }

    /** Reads what the session cannot tell later. The properties set here are those of one connection. */
    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        config.getUserProperties()
                .put(HANDSHAKE, Handshake.of(request, connections().arrivals()));
    }

    /** Always true: {@link #modifyHandshake} and the front filter judge, and WildFly makes a 404 of false. */
    @Override
    public boolean checkOrigin(String origin) {
        return true;
    }

    /**
     * None: compression costs memory for each socket, and one text is compressed again for each of a thousand members.
     */
    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return List.of();
    }

    @Override
    public <T> T getEndpointInstance(Class<T> endpointClass) {
        Object endpoint = endpointClass == ChatEndpoint.class ? new ChatEndpoint() : new AliasEndpoint(connections());
        return endpointClass.cast(endpoint);
    }

    static Handshake handshake(Session session) {
        return Objects.requireNonNull((Handshake) session.getUserProperties().get(HANDSHAKE));
    }
}
