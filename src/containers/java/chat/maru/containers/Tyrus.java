package chat.maru.containers;

import chat.maru.app.Maru;
import chat.maru.support.RawHttp;
import chat.maru.support.TyrusServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.core.TyrusWebSocketEngine;

/** Tyrus on Grizzly with Maru's classes in it, as a program of one's own embeds them: no WAR, no servlets. */
final class Tyrus extends Server {
    private static final String LISTENS = "Tyrus listens: ";

    Tyrus(String id, String title) {
        super(id, title);
    }

    /** The program. */
    public static void main(String[] args) throws Exception {
        Maru maru = Maru.start(Path.of(args[0]), Map.of("maru.heartbeatMs", args[1], "maru.helloTimeoutMs", args[2]));
        TyrusServer server = TyrusServer.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            maru.close();
            server.close();
        }));
        System.out.println(LISTENS + server.uri().getPort());
        // Grizzly's threads alone keep no program running.
        Thread.currentThread().join();
    }

    @Override
    void install() throws IOException {
        Files.createDirectories(workingDirectory());
    }

    @Override
    String lacksLogin() {
        return "No servlets: who has logged in is for the program to say.";
    }

    @Override
    void learnPeople() {
        throw new UnsupportedOperationException(lacksLogin());
    }

    @Override
    ServerProcess launch() throws IOException {
        Files.deleteIfExists(directory().resolve("output.txt"));
        List<String> command = new ArrayList<>(List.of(ServerProcess.java()));
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of(
                "-cp",
                absolute(System.getProperty("java.class.path")),
                Tyrus.class.getName(),
                data("/").toString(),
                Integer.toString(HEARTBEAT_MS),
                Integer.toString(HELLO_TIMEOUT_MS)));
        ServerProcess process = run(Map.of(), command);
        Await.until(title() + " tells its port", DEADLINE, () -> log().contains(LISTENS));
        listensOn(log().lines()
                .filter(line -> line.startsWith(LISTENS))
                .mapToInt(line -> Integer.parseInt(line.substring(LISTENS.length())))
                .findFirst()
                .orElseThrow());
        return process;
    }

    private static String absolute(String path) {
        return String.join(
                ":",
                List.of(path.split(":", -1)).stream()
                        .map(part -> Path.of(part).toAbsolutePath().toString())
                        .toList());
    }

    @Override
    boolean isOpen(String context, Application application) throws IOException {
        return RawHttp.handshake(http("/", ""), "/chat/probe").status() == 101;
    }

    @Override
    void place(String context, Application application) {
        // Its program has it.
    }

    @Override
    void remove(String context) {
        throw new UnsupportedOperationException("it would be nothing without");
    }

    @Override
    boolean takesSeveral() {
        return false;
    }

    @Override
    String home() {
        return "/";
    }

    @Override
    String askVersion() throws IOException {
        // Its manifest names no version; the name of its file does.
        Path jar = Path.of(URI.create(TyrusWebSocketEngine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        return "Tyrus " + jar.getFileName().toString().replaceAll("[^0-9]*([0-9.]+)\\.jar", "$1");
    }
}
