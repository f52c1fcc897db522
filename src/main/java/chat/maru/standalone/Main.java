package chat.maru.standalone;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The main class of the WAR. Serves, asks a running server for its health, or tells about itself. Exit codes: 0 done, 1
 * cannot start or not healthy, 2 wrong arguments.
 */
public final class Main {
    static final int EXIT_FAILED = 1;
    static final int EXIT_USAGE = 2;

    private static final String SERVER_CLASS = "chat.maru.standalone.EmbeddedTomcat";
    private static final String LOG_MANAGER = "java.util.logging.manager";
    private static final String USAGE = """
            Maru, a chat-room server: rooms are durable logs, members are cursors over them.

              java [-Dname=value ...] -jar maru.war [command]

              serve               serve until Ctrl-C; the default
              serve-with-parent   the same, until the process ends that started this one
              healthcheck         exit 0 if the server that runs with these settings is ready, else 1
              --version, --help

            Settings, each a system property (-Dmaru.port=9000) or an environment variable (MARU_PORT=9000):

              maru.host     127.0.0.1     address to listen on; 0.0.0.0 for every one
              maru.port     8080          port to listen on; 0 for any that is free
              maru.data     ./maru-data   directory that holds the rooms
              maru.log      sqlite:       where rooms are kept: sqlite:, memory: or redis://host
              maru.guests   loopback only unless true: who may talk without a login
              maru.origins  own origin    further web origins whose pages may connect
            """;

    private Main() {}

    /** Runs one command, {@code serve} if there are no arguments. */
    public static void main(String[] args) {
        String command = args.length == 0 ? "serve" : args.length == 1 ? args[0] : String.join(" ", args);
        try {
            switch (command) {
                case "serve" -> serve();
                case "serve-with-parent" -> {
                    endWithParent();
                    serve();
                }
                case "healthcheck" -> System.exit(new HealthCheck(LaunchSettings.read()).run(System.err));
                case "--version", "-V" -> say(System.out, "maru " + version());
                case "--help", "-h" -> say(System.out, USAGE);
                default -> refuse(command);
            }
        } catch (CannotStart e) {
            fail(e);
        }
    }

    /** Maven, when it is killed, leaves behind what it runs. */
    private static void endWithParent() {
        ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
        Runnable wait = () -> {
            parent.onExit().join();
            System.exit(0);
        };
        Thread thread = new Thread(wait, "maru-parent");
        thread.setDaemon(true);
        thread.start();
    }

    private static void serve() throws CannotStart {
        chooseLog();
        LaunchSettings settings = LaunchSettings.read();
        Path war = war();
        RunDirectory directory = RunDirectory.of(war, settings.data());
        List<URL> classPath = new ArrayList<>();
        try {
            directory.fill();
            for (Path jar : directory.serverJars()) {
                classPath.add(jar.toUri().toURL());
            }
            classPath.add(war.toUri().toURL());
        } catch (IOException e) {
            throw new CannotStart("cannot unpack to " + directory.path() + " (" + e + "); " + LaunchSettings.DATA
                    + " must name a directory that can be written");
        }
        start(classPath.toArray(URL[]::new), directory.path());
    }

    /** Named by a string, since the JDK would make its own choice before it loads a class that extends its own. */
    private static void chooseLog() {
        boolean chosen = Stream.of(LOG_MANAGER, "java.util.logging.config.file", "java.util.logging.config.class")
                .anyMatch(name -> System.getProperty(name) != null);
        if (!chosen) {
            System.setProperty(LOG_MANAGER, "chat.maru.standalone.LaunchLog");
        }
    }

    private static Path war() throws CannotStart {
        try {
            URL source = Main.class.getProtectionDomain().getCodeSource().getLocation();
            Path war = Path.of(source.toURI());
            if (Files.isRegularFile(war)) {
                return war;
            }
        } catch (URISyntaxException e) {
            // Said below: where these classes come from is not a file.
        }
        throw new CannotStart("run it as java -jar maru.war, not from a directory of classes" + " (class path "
                + System.getProperty("java.class.path") + ", separator " + File.pathSeparator + ")");
    }

    /** The server's class loader stays open for as long as the process lives, and nobody else holds it. */
    @SuppressWarnings("resource")
    private static void start(URL[] classPath, Path directory) {
        // The parent is not the class loader of this class: the server's classes must find the server's jars.
        ClassLoader loader = new URLClassLoader("maru-server", classPath, ClassLoader.getPlatformClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        try {
            Class.forName(SERVER_CLASS, true, loader)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[] {directory.toString()});
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the server ended unexpectedly", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this WAR was not packaged to run by itself", e);
        }
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }

    private static void refuse(String command) {
        say(
                System.err,
                "Unknown argument: " + command
                        + "\nAllowed: serve (or nothing), serve-with-parent, healthcheck, --version, --help");
        System.exit(EXIT_USAGE);
    }

    /** Ends the process with the reason, in one line. */
    static void fail(CannotStart reason) {
        say(System.err, "Maru cannot start: " + reason.getMessage());
        System.exit(EXIT_FAILED);
    }

    private static void say(PrintStream out, String text) {
        out.println(text.stripTrailing());
        out.flush();
    }
}
