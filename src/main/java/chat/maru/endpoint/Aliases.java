package chat.maru.endpoint;

import chat.maru.protocol.MaruV1;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Registers the paths that reach the same rooms as {@code /chat/{room}}. Stateless.
 *
 * <p>Each alone, because containers differ: WildFly and Liberty match a trailing slash without help and refuse its
 * twin, Tomcat 11 does so too but drops every endpoint of the application when it meets one. There the front filter
 * takes the slash away instead.
 */
public final class Aliases {
    private static final System.Logger LOG = System.getLogger(Aliases.class.getName());
    private static final List<String> PATHS = List.of("/ws/chat/{room}", "/chat/{room}/", "/ws/chat/{room}/");

    private Aliases() {}

    /** Registers what this container accepts. */
    public static void register(ServerContainer container) {
        boolean tomcat = container.getClass().getName().startsWith("org.apache.tomcat.");
        for (ServerEndpointConfig config : configs()) {
            if (!(tomcat && config.getPath().endsWith("/"))) {
                register(container, config);
            }
        }
    }

    /** All of them, for a container without servlets that takes them directly. */
    public static List<ServerEndpointConfig> configs() {
        return PATHS.stream().map(Aliases::config).toList();
    }

    private static ServerEndpointConfig config(String path) {
        return ServerEndpointConfig.Builder.create(AliasEndpoint.class, path)
                .subprotocols(List.of(MaruV1.SUBPROTOCOL))
                .decoders(List.of(FrameDecoder.class))
                .encoders(List.of(FrameEncoder.class))
                .configurator(new HandshakeConfigurator())
                .build();
    }

    private static void register(ServerContainer container, ServerEndpointConfig config) {
        try {
            container.addEndpoint(config);
        } catch (DeploymentException e) {
            LOG.log(Level.DEBUG, "this container needs no {0} of its own: {1}", config.getPath(), e.getMessage());
        }
    }
}
