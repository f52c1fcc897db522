package chat.maru.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** WildFly as {@code standalone.xml} has it: what lies in {@code deployments} is an application. */
final class WildFly extends Server {
    private static final int OWN_PORT = 8080;

    private final Path home = directory().resolve("home");

    WildFly(String id, String title) {
        super(id, title);
    }

    @Override
    void install() throws IOException {
        Archive.unpack(distribution(".zip"), home);
        Path xml = home.resolve("standalone/configuration/standalone.xml");
        Files.writeString(
                xml,
                Files.readString(xml)
                        .replace("scan-interval=\"5000\"", "scan-interval=\"1000\"")
                        // The page of welcome stands where an application under / would.
                        .replace("<location name=\"/\" handler=\"welcome-content\"/>", ""));
    }

    @Override
    void learnPeople() throws IOException {
        for (String line : Manual.login("wildfly.md").get(0).lines().toList()) {
            List<String> command = new ArrayList<>(List.of("bash"));
            command.addAll(List.of(line.split(" +")));
            command.set(1, home.resolve(command.get(1)).toString());
            run(Map.of(), command).awaitExit(DEADLINE);
        }
    }

    @Override
    ServerProcess launch() {
        return run(
                Map.of("JAVA_OPTS", String.join(" ", JVM_OPTIONS)),
                List.of(
                        "bash",
                        home.resolve("bin/standalone.sh").toString(),
                        "-Djboss.bind.address=127.0.0.1",
                        "-Djboss.bind.address.management=127.0.0.1",
                        "-Djboss.socket.binding.port-offset=" + (port() - OWN_PORT)));
    }

    /** The name of a WAR has room for one segment; for more there is an EAR around it, which says the path. */
    @Override
    void place(String context, Application application) throws IOException {
        Files.createDirectories(directory().resolve("ears"));
        boolean plain = file(context).toString().endsWith(".war");
        Path placed = plain
                ? application.war()
                : Ear.around(application.war(), context, directory().resolve("ears"));
        Archive.putInPlace(placed, file(context));
    }

    @Override
    void remove(String context) throws IOException {
        Files.delete(file(context));
    }

    private Path file(String context) {
        String name = context.substring(1);
        String file =
                name.isEmpty() ? "ROOT.war" : name.contains("/") ? name.replace('/', '-') + ".ear" : name + ".war";
        return home.resolve("standalone/deployments").resolve(file);
    }

    @Override
    String askVersion() throws IOException {
        return Neighbour.serverInfo(this);
    }
}
