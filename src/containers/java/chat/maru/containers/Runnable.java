package chat.maru.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;

/** The WAR by itself, {@code java -jar}: one application, under {@code /}. */
final class Runnable extends Server {
    private static final String TOMCAT = "WEB-INF/server/tomcat-embed-core-";

    Runnable(String id, String title) {
        super(id, title);
    }

    @Override
    void install() throws IOException {
        Files.createDirectories(workingDirectory());
    }

    @Override
    String lacksLogin() {
        return "It has no login of its own: people come with tokens, or it stands behind a proxy or in a container.";
    }

    @Override
    void learnPeople() {
        throw new UnsupportedOperationException(lacksLogin());
    }

    @Override
    ServerProcess launch() {
        List<String> command = new ArrayList<>(List.of(ServerProcess.java()));
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of(
                "-Dmaru.port=" + port(), "-jar", Application.maru().war().toString()));
        return run(Map.of(), command);
    }

    @Override
    void place(String context, Application application) {
        // It brings its own.
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

    /** It is not inside a container, so there is one place and not one for each context. */
    @Override
    Path data(String context) {
        return workingDirectory().resolve("maru-data");
    }

    @Override
    String askVersion() throws IOException {
        try (JarFile war = new JarFile(Application.maru().war().toFile())) {
            String tomcat = war.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(TOMCAT))
                    .findFirst()
                    .orElseThrow();
            return "Maru " + war.getManifest().getMainAttributes().getValue("Implementation-Version")
                    + " on embedded Tomcat " + tomcat.substring(TOMCAT.length(), tomcat.length() - ".jar".length());
        }
    }
}
