package chat.maru.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Apache Tomcat as it is shipped: a WAR in {@code webapps} is an application, and its name the context path. */
final class Tomcat extends Server {
    private final Path home = directory().resolve("home");

    Tomcat(String id, String title) {
        super(id, title);
    }

    @Override
    void install() throws IOException {
        Archive.unpack(distribution(".zip"), home);
        Archive.delete(home.resolve("webapps"));
        Files.createDirectories(home.resolve("webapps"));
        Path xml = home.resolve("conf/server.xml");
        Files.writeString(
                xml,
                Files.readString(xml)
                        .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
                        .replace("port=\"8080\"", "port=\"" + port() + "\" address=\"127.0.0.1\"")
                        // Webapps are looked at with each round of this clock, which by default takes 10 s.
                        .replace("<Engine ", "<Engine backgroundProcessorDelay=\"1\" "));
    }

    @Override
    void learnPeople() throws IOException {
        Files.writeString(
                home.resolve("conf/tomcat-users.xml"), Manual.login("tomcat.md").get(0));
    }

    @Override
    ServerProcess launch() {
        // It ends in an exec, so the process is the server's own.
        return run(
                Map.of("CATALINA_OPTS", String.join(" ", JVM_OPTIONS)),
                List.of("bash", home.resolve("bin/catalina.sh").toString(), "run"));
    }

    @Override
    void place(String context, Application application) throws IOException {
        Archive.putInPlace(application.war(), war(context));
    }

    @Override
    void remove(String context) throws IOException {
        Files.delete(war(context));
    }

    private Path war(String context) {
        String name = context.equals("/") ? "ROOT" : context.substring(1).replace('/', '#');
        return home.resolve("webapps").resolve(name + ".war");
    }

    @Override
    String askVersion() throws IOException {
        return Neighbour.serverInfo(this);
    }

    /** What listeners throw stands in no other place than the host's own log. */
    @Override
    String log() throws IOException {
        StringBuilder log = new StringBuilder(super.log());
        try (Stream<Path> files = Files.list(home.resolve("logs"))) {
            files.filter(file -> file.getFileName().toString().startsWith("localhost."))
                    .forEach(file -> {
                        try {
                            log.append(Files.readString(file));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
        return log.toString();
    }
}
