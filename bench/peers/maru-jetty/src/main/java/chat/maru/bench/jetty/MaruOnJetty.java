package chat.maru.bench.jetty;

import java.nio.file.Path;
import org.eclipse.jetty.ee10.webapp.MetaInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.ee10.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Maru's web application in an embedded Jetty, set for many members that say little. The main thread starts it; the end
 * of the process stops it. Arguments: the port of loopback, and the directory of the unpacked web application.
 */
public final class MaruOnJetty {
    private static final int THREADS_MAX = 200;
    private static final int THREADS_MIN = 8;
    private static final int BACKLOG_CONNECTIONS = 1_024;
    private static final int SELECTORS = 2;

    /** What is read at once. Jetty gives the buffer back to its pool when nothing is left in it. */
    private static final int INPUT_BYTES = 2_048;

    private static final int POOLED_BYTES_MAX = 8 << 20;

    /** Matches the name of no jar: annotated classes are in WEB-INF/classes. */
    private static final String NO_JAR = "none";

    private MaruOnJetty() {}

    /** Serves until the process is stopped. */
    public static void main(String[] args) throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, THREADS_MIN);
        ArrayByteBufferPool buffers =
                new ArrayByteBufferPool(-1, -1, -1, Integer.MAX_VALUE, POOLED_BYTES_MAX, POOLED_BYTES_MAX);
        Server server = new Server(threads, null, buffers);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        HttpConnectionFactory connections = new HttpConnectionFactory(http);
        connections.setInputBufferSize(INPUT_BYTES);
        ServerConnector connector = new ServerConnector(server, 1, SELECTORS, connections);
        connector.setHost("127.0.0.1");
        connector.setPort(Integer.parseInt(args[0]));
        connector.setAcceptQueueSize(BACKLOG_CONNECTIONS);
        server.addConnector(connector);
        server.setHandler(application(Path.of(args[1])));
        server.setStopAtShutdown(true);
        server.start();
        System.out.println("Maru is open: http://127.0.0.1:" + connector.getLocalPort() + "/");
        server.join();
    }

    private static WebAppContext application(Path directory) {
        WebAppContext context = new WebAppContext();
        context.setContextPath("/");
        context.setWar(directory.toUri().toString());
        context.setThrowUnavailableOnStartupException(true);
        context.setAttribute(MetaInfConfiguration.CONTAINER_JAR_PATTERN, NO_JAR);
        context.setAttribute(MetaInfConfiguration.WEBINF_JAR_PATTERN, NO_JAR);
        // Maru's own heartbeat ends who is silent.
        JakartaWebSocketServletContainerInitializer.configure(
                context, (servlets, sockets) -> sockets.setDefaultMaxSessionIdleTimeout(0));
        return context;
    }
}
