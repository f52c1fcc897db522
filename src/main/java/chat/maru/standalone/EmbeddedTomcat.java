package chat.maru.standalone;

import static org.apache.tomcat.websocket.server.Constants.SERVER_CONTAINER_SERVLET_CONTEXT_ATTRIBUTE;

import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.modeler.Registry;
import org.apache.tomcat.websocket.BackgroundProcess;

/**
 * The server inside the runnable WAR. One per process: the main thread starts it, a shutdown hook stops it. Loaded by
 * the class loader that {@link Main} makes.
 */
public final class EmbeddedTomcat {
    /**
     * Sockets open at once, above what one process is asked to hold, so that the refusal is ours and not the system's.
     */
    private static final int CONNECTIONS_MAX = 20_000;

    /** Connections that wait while everyone reconnects at once ({@link PacedEndpoint}). The system may hold fewer. */
    private static final int BACKLOG_CONNECTIONS = 4_096;

    /** A request whose headers take longer is cut. */
    private static final int HEADERS_TIMEOUT_MILLIS = 20_000;

    /** What the application wants to be done while it can still answer, a {@link Runnable} that ends in time. */
    private static final String DRAIN = "chat.maru.drain";

    /** Then the process ends as it is. Nothing acknowledged can be lost: it is on disk before it is acknowledged. */
    private static final int STOP_MILLIS_MAX = 4_500;

    /** Most modules of the page are smaller than the 2 KiB from which Tomcat would compress. */
    private static final int COMPRESSED_BYTES_MIN = 256;

    /** What the page is made of shrinks to a third. */
    private static final String COMPRESSED = "text/html,text/css,text/javascript,application/json,image/svg+xml";

    /**
     * Tomcat's own buffers, of which it keeps three of this size and two of the next for every WebSocket, the two for
     * every HTTP connection too. A member that says nothing costs what they take. Most frames of clients are smaller;
     * what goes out does not pass through them.
     */
    private static final int WEBSOCKET_BUFFER_BYTES = 512;

    private static final String SOCKET_BUFFER_BYTES = "1024";

    private final LaunchSettings settings;
    private final Tomcat tomcat = new Tomcat();
    private final StartupLog log;

    private EmbeddedTomcat(LaunchSettings settings, StartupLog log) {
        this.settings = settings;
        this.log = log;
    }

    /**
     * Serves what {@link RunDirectory} unpacked to the directory that is the only argument, until the process is
     * stopped.
     */
    public static void main(String[] args) {
        // Tomcat describes each of its parts for remote management, which nobody connects to, in a tenth of the
        // start-up.
        Registry.disableRegistry();
        System.setProperty("org.apache.tomcat.websocket.DEFAULT_BUFFER_SIZE", String.valueOf(WEBSOCKET_BUFFER_BYTES));
        try {
            EmbeddedTomcat server = new EmbeddedTomcat(LaunchSettings.read(), StartupLog.begin());
            server.start(Path.of(args[0]));
            RunDirectory.deleteOthers(Path.of(args[0]));
            server.tomcat.getServer().await();
        } catch (CannotStart e) {
            Main.fail(e);
        }
    }

    private void start(Path directory) throws CannotStart {
        InetAddress address = address();
        tomcat.setBaseDir(directory.resolve("tomcat").toString());
        prepareHost((StandardHost) tomcat.getHost());
        Context context = WebApplication.context(RunDirectory.webapp(directory), settings);
        tomcat.getHost().addChild(context);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(context), "maru-stop"));
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new CannotStart(StartupLog.plainWords(e));
        }
        if (!context.getState().isAvailable()) {
            throw new CannotStart(log.firstReason());
        }
        endClosedConnectionsSoon(context);
        // Only now, so that nobody is answered by a server whose application failed or is not ready.
        Connector connector = open(address);
        log.end();
        System.out.println("Maru is open: http://" + urlHost(address) + ":" + connector.getLocalPort() + "/");
        System.out.flush();
    }

    /**
     * Looks every second, and not every ten, for connections whose client has not answered a close in time: who says
     * nothing and reads nothing shall not hold a socket for longer than need be.
     */
    private static void endClosedConnectionsSoon(Context context) {
        Object sockets = context.getServletContext().getAttribute(SERVER_CONTAINER_SERVLET_CONTEXT_ATTRIBUTE);
        ((BackgroundProcess) sockets).setProcessPeriod(1);
    }

    /** Resolved here, since a name that Tomcat cannot resolve makes it listen on every address. */
    private InetAddress address() throws CannotStart {
        try {
            return InetAddress.getByName(settings.host());
        } catch (UnknownHostException e) {
            throw new CannotStart(LaunchSettings.HOST + " names no host that is known here: " + settings.host());
        }
    }

    private void prepareHost(StandardHost host) {
        tomcat.getEngine().setParentClassLoader(EmbeddedTomcat.class.getClassLoader());
        host.setAutoDeploy(false);
        host.setDeployOnStartup(false);
        ErrorPages pages = new ErrorPages();
        host.setErrorReportValveClass(ErrorPages.class.getName());
        host.getPipeline().addValve(pages);
    }

    private Connector open(InetAddress address) throws CannotStart {
        Http11NioProtocol protocol = new Http11NioProtocol(new PacedEndpoint());
        protocol.setAddress(address);
        protocol.setMaxConnections(CONNECTIONS_MAX);
        protocol.setAcceptCount(BACKLOG_CONNECTIONS);
        protocol.setConnectionTimeout(HEADERS_TIMEOUT_MILLIS);
        Connector connector = new Connector(protocol);
        connector.setPort(settings.port());
        connector.setURIEncoding("UTF-8");
        connector.setXpoweredBy(false);
        connector.setProperty("compression", "on");
        connector.setProperty("compressibleMimeType", COMPRESSED);
        connector.setProperty("compressionMinSize", String.valueOf(COMPRESSED_BYTES_MIN));
        connector.setProperty("socket.appReadBufSize", SOCKET_BUFFER_BYTES);
        connector.setProperty("socket.appWriteBufSize", SOCKET_BUFFER_BYTES);
        connector.setThrowOnFailure(true);
        try {
            tomcat.getService().addConnector(connector);
        } catch (IllegalArgumentException e) {
            throw new CannotStart(whyNotOpened(e));
        }
        return connector;
    }

    private String whyNotOpened(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    && String.valueOf(cause.getMessage()).contains("in use")) {
                return "port " + settings.port() + " is taken; set " + LaunchSettings.PORT;
            }
            if (cause instanceof SocketException) {
                return "cannot listen on " + settings.host() + ":" + settings.port() + " (" + cause.getMessage()
                        + "); set " + LaunchSettings.HOST + " or " + LaunchSettings.PORT;
            }
        }
        return StartupLog.plainWords(failure);
    }

    private String urlHost(InetAddress address) {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : settings.host();
    }

    /**
     * Runs in the shutdown hook: the application says goodbye to its members, and then Tomcat stops it, within a fixed
     * time. In this order, since Tomcat first stops to answer anybody new, probes included.
     */
    private void stop(Context context) {
        // Tomcat's advice on threads and class loaders is for containers that live on after an application.
        Logger quiet = Logger.getLogger("org.apache");
        quiet.setLevel(Level.SEVERE);
        if (context.getState().isAvailable()
                && context.getServletContext().getAttribute(DRAIN) instanceof Runnable drain) {
            drain.run();
        }
        Thread stopping = new Thread(this::stopTomcat, "maru-stop-tomcat");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(STOP_MILLIS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            Runtime.getRuntime().halt(Main.EXIT_FAILED);
        }
    }

    private void stopTomcat() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            System.err.println("Maru did not stop cleanly: " + StartupLog.plainWords(e));
        }
    }
}
