package chat.maru.support;

import chat.maru.endpoint.Aliases;
import chat.maru.endpoint.ChatEndpoint;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.util.Map;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.strategies.WorkerThreadIOStrategy;
import org.glassfish.tyrus.container.grizzly.server.GrizzlyServerContainer;
import org.glassfish.tyrus.container.grizzly.server.WebSocketAddOn;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.ServerContainer;

/**
 * Tyrus on Grizzly, on a free port of 127.0.0.1, with Maru's endpoints. Tyrus's own {@code Server} would listen on
 * every address of the machine, so the listener is made here.
 */
public final class TyrusServer implements AutoCloseable {
    private final HttpServer server = new HttpServer();
    private final NetworkListener listener = new NetworkListener("maru", "127.0.0.1", 0);
    private final TyrusServerContainer container;

    private TyrusServer() throws Exception {
        container = (TyrusServerContainer) new GrizzlyServerContainer().createContainer(Map.of());
        TyrusWebSocketEngine engine = (TyrusWebSocketEngine) container.getWebSocketEngine();
        engine.register(ChatEndpoint.class, "/");
        for (ServerEndpointConfig alias : Aliases.configs()) {
            engine.register(alias, "/");
        }
        listener.getTransport().setIOStrategy(WorkerThreadIOStrategy.getInstance());
        listener.getKeepAlive().setIdleTimeoutInSeconds(-1);
        listener.registerAddOn(addOn());
        server.addListener(listener);
        server.start();
    }

    /** Needs a Maru that has been started before. */
    public static TyrusServer start() throws Exception {
        return new TyrusServer();
    }

    /** Public "for others' containers", says its source; only its constructor is not. */
    private WebSocketAddOn addOn() throws ReflectiveOperationException {
        Constructor<WebSocketAddOn> constructor =
                WebSocketAddOn.class.getDeclaredConstructor(ServerContainer.class, String.class);
        constructor.setAccessible(true);
        return constructor.newInstance(container, "/");
    }

    /** {@code ws://127.0.0.1:port}, without a slash at the end. */
    public URI uri() {
        return URI.create("ws://127.0.0.1:" + listener.getPort());
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
