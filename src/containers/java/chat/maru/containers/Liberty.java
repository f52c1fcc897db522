package chat.maru.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Open Liberty with two features and no more. Each application has a line of configuration that names its path. */
final class Liberty extends Server {
    private static final String NAME = "maru";

    private final Path home = directory().resolve("home");
    private final Path server = home.resolve("usr/servers").resolve(NAME);

    Liberty(String id, String title) {
        super(id, title);
    }

    @Override
    void install() throws IOException {
        Archive.unpack(distribution(".zip"), home);
        Files.createDirectories(server);
        Files.writeString(server.resolve("server.xml"), """
                <server>
                  <featureManager>
                    <feature>servlet-6.0</feature>
                    <feature>websocket-2.1</feature>
                  </featureManager>
                  <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
                  <config updateTrigger="polled" monitorInterval="500ms"/>
                  <applicationMonitor updateTrigger="polled" pollingRate="500ms"/>
                </server>
                """.formatted(port()));
        Files.write(server.resolve("jvm.options"), JVM_OPTIONS);
    }

    @Override
    void learnPeople() throws IOException {
        Path file = server.resolve("configDropins/defaults/people.xml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, Manual.login("liberty.md").get(0));
    }

    /** It is in a cookie of its own (LTPA). */
    @Override
    boolean keepsLoginInSession() {
        return false;
    }

    @Override
    ServerProcess launch() {
        return run(Map.of(), List.of("bash", home.resolve("bin/server").toString(), "run", NAME));
    }

    @Override
    void place(String context, Application application) throws IOException {
        Path war = server.resolve("apps").resolve(name(context) + ".war");
        Archive.putInPlace(application.war(), war);
        if (Files.exists(line(context))) {
            // The monitor of applications has seen the WAR; two restarts at once leave Liberty with none.
            return;
        }
        Files.createDirectories(line(context).getParent());
        Files.writeString(line(context), """
                <server>
                  <webApplication id="%s" location="%s" contextRoot="%s"/>
                </server>
                """.formatted(name(context), war.getFileName(), context));
    }

    @Override
    void remove(String context) throws IOException {
        Files.delete(line(context));
    }

    private Path line(String context) {
        return server.resolve("configDropins/overrides").resolve(name(context) + ".xml");
    }

    private static String name(String context) {
        return context.equals("/") ? "root" : context.substring(1).replace('/', '-');
    }

    /** Its start script goes there. */
    @Override
    Path workingDirectory() {
        return server;
    }

    @Override
    String log() throws IOException {
        return super.log() + Files.readString(server.resolve("logs/messages.log"));
    }

    /** To its applications it calls itself by the name of another product. */
    @Override
    String askVersion() throws IOException {
        return log().lines()
                .filter(line -> line.startsWith("product = "))
                .map(line -> line.substring("product = ".length()))
                .findFirst()
                .orElseThrow();
    }
}
