package chat.maru.bench.undertow;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.List;
import java.util.stream.Stream;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/**
 * Maru's web application in an embedded Undertow, set for many members that say little. Undertow looks for no
 * annotations, so the one listener and the one annotated endpoint are named here. Arguments: the port of loopback, and
 * the directory of the unpacked web application.
 */
public final class MaruOnUndertow {
    private static final String LISTENER = "chat.maru.app.MaruListener";
    private static final String ENDPOINT = "chat.maru.endpoint.ChatEndpoint";
    private static final int IO_THREADS = 2;
    private static final int WORKERS_MAX = 200;
    private static final int WORKERS_MIN = 8;
    private static final int BACKLOG_CONNECTIONS = 1_024;

    /** Pooled; a connection holds one only while something of it is read or written. */
    private static final int BUFFER_BYTES = 2_048;

    private static final int BUFFERS_MAX = 4_096;
    private static final int BUFFERS_A_THREAD = 12;

    private MaruOnUndertow() {}

    /** Serves until the process is stopped. */
    public static void main(String[] args) throws Exception {
        XnioWorker worker = Xnio.getInstance()
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_IO_THREADS, IO_THREADS)
                        .set(Options.WORKER_TASK_CORE_THREADS, WORKERS_MIN)
                        .set(Options.WORKER_TASK_MAX_THREADS, WORKERS_MAX)
                        .set(Options.TCP_NODELAY, true)
                        .getMap());
        DefaultByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER_BYTES, BUFFERS_MAX, BUFFERS_A_THREAD);
        DeploymentManager application = deploy(Path.of(args[1]), worker, buffers);
        Undertow server = Undertow.builder()
                .addHttpListener(Integer.parseInt(args[0]), "127.0.0.1", application.start())
                .setWorker(worker)
                .setByteBufferPool(buffers)
                .setSocketOption(Options.BACKLOG, BACKLOG_CONNECTIONS)
                .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, application)));
        server.start();
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        System.out.println("Maru is open: http://127.0.0.1:" + address.getPort() + "/");
    }

    private static DeploymentManager deploy(Path webapp, XnioWorker worker, DefaultByteBufferPool buffers)
            throws Exception {
        ClassLoader classes = classes(webapp);
        WebSocketDeploymentInfo sockets = new WebSocketDeploymentInfo()
                .setWorker(worker)
                .setBuffers(buffers)
                .addEndpoint(classes.loadClass(ENDPOINT));
        DeploymentInfo info = Servlets.deployment()
                .setClassLoader(classes)
                .setContextPath("/")
                .setDeploymentName("maru.war")
                .setDefaultEncoding("UTF-8")
                .setResourceManager(
                        PathResourceManager.builder().setBase(webapp).build())
                .addWelcomePage("index.html")
                .addListener(Servlets.listener(classes.loadClass(LISTENER).asSubclass(EventListener.class)))
                .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, sockets);
        DeploymentManager manager = Servlets.defaultContainer().addDeployment(info);
        manager.deploy();
        return manager;
    }

    /** What a web application sees: its own classes and libraries. Lives as long as the process. */
    private static ClassLoader classes(Path webapp) throws Exception {
        List<URL> urls = new ArrayList<>(List.of(url(webapp.resolve("WEB-INF/classes"))));
        try (Stream<Path> jars = Files.list(webapp.resolve("WEB-INF/lib"))) {
            for (Path jar : jars.sorted().toList()) {
                urls.add(url(jar));
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), MaruOnUndertow.class.getClassLoader());
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    private static void stop(Undertow server, DeploymentManager application) {
        try {
            application.stop();
        } catch (Exception e) {
            System.err.println("Maru did not stop cleanly: " + e);
        }
        application.undeploy();
        server.stop();
    }
}
