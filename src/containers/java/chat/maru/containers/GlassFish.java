package chat.maru.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Eclipse GlassFish, and Payara Server, which descends from it: one domain, and {@code asadmin} to deploy. Both open
 * ports on every address whatever they are told, so they run only in a network of their own.
 */
final class GlassFish extends Server {
    private final Path home = directory().resolve("home");
    private final Path domain = home.resolve("glassfish/domains/domain1");
    private final int adminPort = freePort();
    private final Set<String> placed = new HashSet<>();
    private String people = "";

    GlassFish(String id, String title) {
        super(id, title);
    }

    @Override
    void install() throws IOException {
        if (!Boolean.getBoolean("maru.test.isolated")) {
            throw new AssertionError(title() + " is not run outside of a network of its own, which this machine does"
                    + " not give: it would listen on every address");
        }
        Archive.unpack(distribution(".zip"), home);
        Path xml = domain.resolve("config/domain.xml");
        String options = JVM_OPTIONS.stream()
                .map(option -> "<jvm-options>" + option + "</jvm-options>")
                .collect(Collectors.joining("\n"));
        Files.writeString(
                xml,
                Files.readString(xml)
                        .replaceFirst("<jvm-options>-Xmx512m</jvm-options>", options)
                        .replace("<network-listener port=\"8080\"", listener(port()))
                        .replace("<network-listener port=\"4848\"", listener(adminPort)));
    }

    private static String listener(int port) {
        return "<network-listener address=\"127.0.0.1\" port=\"" + port + "\"";
    }

    @Override
    void learnPeople() throws IOException {
        people = Manual.login("glassfish.md").get(0);
    }

    @Override
    String webXml(String common) throws IOException {
        String open = "<url-pattern>/login/*</url-pattern>";
        return common.replace(open, open + Manual.login("glassfish.md").get(1));
    }

    @Override
    boolean guardsRooms() {
        return false;
    }

    @Override
    ServerProcess launch() {
        return run(Map.of(), asadmin("start-domain", "--verbose", "domain1"));
    }

    private List<String> asadmin(String... words) {
        List<String> command = new ArrayList<>(List.of(
                ServerProcess.java(),
                "-jar",
                home.resolve("glassfish/lib/client/appserver-cli.jar").toString()));
        command.addAll(List.of(words));
        return command;
    }

    @Override
    boolean placesWhileStopped() {
        return false;
    }

    @Override
    boolean remembers(String context) {
        return placed.contains(context);
    }

    @Override
    void place(String context, Application application) throws IOException {
        if (!people.isEmpty()) {
            Files.writeString(directory().resolve("people.txt"), people);
            Files.writeString(directory().resolve("password.txt"), "AS_ADMIN_USERPASSWORD=change-me\n");
            admin("--passwordfile", "password.txt", "multimode", "--file", "people.txt");
            people = "";
        }
        placed.add(context);
        admin(
                "deploy",
                "--force",
                "--name",
                name(context),
                "--contextroot",
                context,
                application.war().toString());
    }

    @Override
    void remove(String context) {
        placed.remove(context);
        admin("undeploy", name(context));
    }

    private static String name(String context) {
        return context.equals("/") ? "root" : context.substring(1).replace('/', '-');
    }

    private void admin(String... words) {
        List<String> all = new ArrayList<>(List.of("--host", "127.0.0.1", "--port", Integer.toString(adminPort)));
        all.addAll(List.of(words));
        ServerProcess process = ServerProcess.start(
                directory(), directory().resolve("asadmin.txt"), Map.of(), asadmin(all.toArray(String[]::new)));
        process.awaitExit(DEADLINE);
    }

    /** A domain runs in the directory of its configuration. */
    @Override
    Path data(String context) {
        return dataBelow(domain.resolve("config"), context);
    }

    @Override
    String log() throws IOException {
        return Files.readString(domain.resolve("logs/server.log"));
    }

    @Override
    String askVersion() throws IOException {
        return Neighbour.serverInfo(this);
    }
}
