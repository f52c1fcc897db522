package chat.maru.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Eclipse Jetty with the modules of Jakarta EE 10. A descriptor in {@code webapps} names the WAR and its context path,
 * which the WAR's own name could not when there are two segments.
 */
final class Jetty extends Server {
    private final Path home = directory().resolve("home");
    private final Path base = directory().resolve("run");
    private final Path wars = directory().resolve("wars");

    /** What its descriptors say of a login. */
    private String login = "";

    Jetty(String id, String title) {
        super(id, title);
    }

    @Override
    void install() throws IOException {
        Archive.unpack(distribution(".zip"), home);
        Archive.delete(base);
        Files.createDirectories(base.resolve("webapps"));
        Files.createDirectories(base.resolve("resources"));
        ServerProcess adding = run(
                Map.of(),
                List.of(
                        ServerProcess.java(),
                        "-jar",
                        home.resolve("start.jar").toString(),
                        "--add-modules=server,http,ee10-deploy,ee10-annotations,ee10-websocket-jakarta"));
        adding.awaitExit(DEADLINE);
    }

    @Override
    void learnPeople() throws IOException {
        Files.createDirectories(base.resolve("etc"));
        login = Manual.login("jetty.md").get(1);
        Files.writeString(
                base.resolve("etc/people.properties"), Manual.login("jetty.md").get(0));
    }

    @Override
    ServerProcess launch() {
        List<String> command = new ArrayList<>(List.of(ServerProcess.java()));
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of(
                "-jar",
                home.resolve("start.jar").toString(),
                "jetty.http.host=127.0.0.1",
                "jetty.http.port=" + port(),
                // Without a number webapps is looked at only once.
                "jetty.deploy.scanInterval=1",
                // 12.1 starts the new application before it stops the old one, unless told: github.com/jetty/
                // jetty.project/issues/14066. No two Marus can have one data directory.
                "jetty.deploy.atomicRedeploy=false"));
        return run(Map.of(), command);
    }

    @Override
    void place(String context, Application application) throws IOException {
        Path war = wars.resolve(name(context) + ".war");
        Archive.putInPlace(application.war(), war);
        Path descriptor = wars.resolve(name(context) + ".xml");
        Files.writeString(descriptor, """
                <?xml version="1.0"?>
                <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
                <Configure class="org.eclipse.jetty.ee10.webapp.WebAppContext">
                  <Set name="contextPath">%s</Set>
                  <Set name="war">%s</Set>
                  %s
                </Configure>
                """.formatted(context, war, login));
        Archive.putInPlace(descriptor, descriptor(context));
    }

    @Override
    void remove(String context) throws IOException {
        Files.delete(descriptor(context));
    }

    private Path descriptor(String context) {
        return base.resolve("webapps").resolve(name(context) + ".xml");
    }

    private static String name(String context) {
        return context.equals("/") ? "root" : context.substring(1).replace('/', '-');
    }

    @Override
    String askVersion() throws IOException {
        return Neighbour.serverInfo(this);
    }
}
