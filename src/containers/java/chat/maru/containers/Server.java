package chat.maru.containers;

import chat.maru.support.RawHttp;
import chat.maru.support.Unhurried;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One servlet container of one version: unpacked fresh, running as a process of its own on free ports of 127.0.0.1. A
 * subclass knows how its family is configured, started, and given applications. Owned by one test thread.
 */
abstract class Server {
    /** How long a start, a deployment or an end may take. Several times the slowest on a busy machine. */
    static final Duration DEADLINE = Duration.ofSeconds(150);

    /** Short, so that silence is found out soon, but not before a busy machine has answered a ping. */
    static final int HEARTBEAT_MS = 4_000;

    /** Longer than a busy machine takes between a handshake and the first frame, and shorter than the default. */
    static final int HELLO_TIMEOUT_MS = 5_000;

    /** What every server's JVM is told. */
    static final List<String> JVM_OPTIONS = Stream.concat(
                    Unhurried.settings().entrySet().stream()
                            .map(setting -> "-D" + setting.getKey() + "=" + setting.getValue()),
                    Stream.of(
                            "-Dmaru.heartbeatMs=" + HEARTBEAT_MS,
                            "-Dmaru.helloTimeoutMs=" + HELLO_TIMEOUT_MS,
                            "-XX:+UseSerialGC",
                            "-Xmx768m",
                            "-Djava.net.preferIPv4Stack=true",
                            "-Dfile.encoding=UTF-8"))
            .toList();

    private static final Path CONTAINERS = Path.of("target", "containers").toAbsolutePath();

    private final String id;
    private final String title;
    private final Map<String, Application> applications = new LinkedHashMap<>();
    private ServerProcess process;
    private String version = "";
    private int port;

    /**
     * @param id what {@code -Dmaru.container} calls it, and its file in {@code target/containers/dist}
     * @param title the family and line of versions, for people
     */
    Server(String id, String title) {
        this.id = id;
        this.title = title;
        this.port = freePort();
    }

    /** A port that is free now. Another process could take it before the server does, which then says so. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Unpacks and configures it, with no application. */
    abstract void install() throws IOException;

    /** Starts the process, in {@link #workingDirectory}. */
    abstract ServerProcess launch() throws IOException;

    /** Puts an application there, anew when it is there already; a running server must notice. */
    abstract void place(String context, Application application) throws IOException;

    /** Takes it away; a running server must notice. */
    abstract void remove(String context) throws IOException;

    /** Whether applications can be placed before the server runs. */
    boolean placesWhileStopped() {
        return true;
    }

    /** Whether it opens that application again by itself after a start; to place it meanwhile would be in its way. */
    boolean remembers(String context) {
        return false;
    }

    /** Why there is no login of its own to be tried; empty where there is one. */
    String lacksLogin() {
        return "";
    }

    /** Lets its login know the people of its page in {@code docs/deploy}; after it is installed, before its start. */
    abstract void learnPeople() throws IOException;

    /** What becomes of the descriptor in {@code docs/deploy/login} here. */
    String webXml(String common) throws IOException {
        return common;
    }

    /** Whether a login lasts as long as its session; else nobody is told of its end. */
    boolean keepsLoginInSession() {
        return true;
    }

    /** Whether the container itself asks for a login at a room's path; else Maru does, of all who are not of here. */
    boolean guardsRooms() {
        return true;
    }

    /** Whether there may be more than one application. */
    boolean takesSeveral() {
        return true;
    }

    /** The context path under which a single Maru is at home here. */
    String home() {
        return "/maru";
    }

    /** The server's name and version in its own words. Asked once, when all is open. */
    abstract String askVersion() throws IOException;

    /** Everything that it and its applications have logged. */
    String log() throws IOException {
        return Files.readString(directory().resolve("output.txt"));
    }

    /** Starts it with what is deployed, and waits until all of that is open. */
    final void start() throws IOException {
        if (placesWhileStopped()) {
            for (Map.Entry<String, Application> entry : applications.entrySet()) {
                place(entry.getKey(), entry.getValue());
            }
        }
        process = launch();
        if (!placesWhileStopped()) {
            awaitListening();
            for (Map.Entry<String, Application> entry : applications.entrySet()) {
                if (!remembers(entry.getKey())) {
                    place(entry.getKey(), entry.getValue());
                }
            }
        }
        for (String context : applications.keySet()) {
            awaitOpen(context);
        }
        version = version.isEmpty() ? askVersion() : version;
    }

    /** Deploys hot when it runs, and waits until the application is open; otherwise it will be there from the start. */
    final void deploy(String context, Application application) throws IOException {
        applications.put(context, application);
        if (isRunning()) {
            place(context, application);
            awaitOpen(context);
        }
    }

    /** Puts the same application there once more, and waits until it is open, and the old one gone. */
    final void redeploy(String context) throws IOException {
        try (Witness witness = Witness.join(ws(context, "/chat/witness"))) {
            place(context, applications.get(context));
            witness.awaitEnd();
        }
        awaitOpen(context);
    }

    /** Undeploys hot, and waits until nothing is there. */
    final void undeploy(String context) throws IOException {
        Application gone = applications.remove(context);
        remove(context);
        Await.until(context + " is undeployed", DEADLINE, () -> !isOpen(context, gone));
    }

    private void awaitOpen(String context) {
        Application application = applications.get(context);
        Await.until(title + " opens " + context + "; see " + directory(), DEADLINE, () -> {
            if (!isRunning()) {
                throw new AssertionError(title + " has ended; it said:\n" + process.output());
            }
            return isOpen(context, application);
        });
    }

    /** Whether an application answers. */
    boolean isOpen(String context, Application application) throws IOException {
        return RawHttp.get(http("/", ""), path(context, application.probe())).status() == 200;
    }

    private void awaitListening() {
        Await.until(title + " listens; see " + directory(), DEADLINE, () -> {
            if (!isRunning()) {
                throw new AssertionError(title + " has ended; it said:\n" + process.output());
            }
            return RawHttp.get(http("/", ""), "/").status() > 0;
        });
    }

    /** SIGTERM, as an init system or Kubernetes stops it. Returns when it is dead. */
    final void terminate() {
        process.terminate();
        process.awaitExit(DEADLINE);
    }

    /** Ends it, however it is. */
    final void kill() {
        if (process != null) {
            process.kill();
        }
    }

    /** Whether an application is there. */
    final boolean deployed(String context) {
        return applications.containsKey(context);
    }

    final boolean isRunning() {
        return process != null && process.isAlive();
    }

    final long pid() {
        return process.pid();
    }

    final URI http(String context, String path) {
        return URI.create("http://127.0.0.1:" + port + path(context, path));
    }

    /** Where a room is, such as {@code ws("/maru", "/chat/lobby")}. */
    final URI ws(String context, String path) {
        return URI.create("ws://127.0.0.1:" + port + path(context, path));
    }

    /** A path below a context, as a client asks for it. */
    static String path(String context, String path) {
        return (context.equals("/") ? "" : context) + path;
    }

    /** Where a Maru keeps its data when nobody set {@code maru.data}. */
    Path data(String context) {
        return dataBelow(workingDirectory(), context);
    }

    static Path dataBelow(Path directory, String context) {
        String name = context.equals("/") ? "ROOT" : context.substring(1).replace('/', '#');
        return directory.resolve("maru-data").resolve(name);
    }

    /** The server process's own. */
    Path workingDirectory() {
        return directory().resolve("run");
    }

    final Path directory() {
        return CONTAINERS.resolve(id);
    }

    final Path distribution(String ending) {
        return CONTAINERS.resolve("dist").resolve(id + ending);
    }

    final ServerProcess run(Map<String, String> environment, List<String> command) {
        return ServerProcess.start(workingDirectory(), directory().resolve("output.txt"), environment, command);
    }

    final int port() {
        return port;
    }

    /** A server that cannot be told its port tells it. */
    final void listensOn(int found) {
        port = found;
    }

    final String id() {
        return id;
    }

    /** What it calls itself; empty before it has been started. */
    final String version() {
        return version;
    }

    final String title() {
        return title;
    }

    @Override
    public final String toString() {
        return title;
    }
}
