package chat.maru.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Payara Micro: one JAR, and what it serves is named where it is started. Another application means another start. */
final class PayaraMicro extends Server {
    private static final Pattern STARTED = Pattern.compile("(Payara Micro \\S+) \\(\\d+\\) startup time");

    private final Map<String, Path> wars = new LinkedHashMap<>();

    PayaraMicro(String id, String title) {
        super(id, title);
    }

    @Override
    void install() throws IOException {
        if (!Boolean.getBoolean("maru.test.isolated")) {
            throw new AssertionError(title() + " is not run outside of a network of its own, which this machine does"
                    + " not give: it would listen on every address");
        }
        Files.createDirectories(workingDirectory());
    }

    @Override
    String lacksLogin() {
        return "Not tried: its users would be made by a file of commands at each start.";
    }

    @Override
    void learnPeople() {
        throw new UnsupportedOperationException(lacksLogin());
    }

    /** It knows no option for its address, so its own network is what keeps it on 127.0.0.1. */
    @Override
    ServerProcess launch() {
        List<String> command = new ArrayList<>(List.of(ServerProcess.java()));
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of(
                "-jar",
                distribution(".jar").toString(),
                "--nocluster",
                "--disablephonehome",
                "--port",
                Integer.toString(port()),
                "--rootDir",
                directory().resolve("root").toString()));
        wars.forEach((context, war) -> command.addAll(List.of("--deploy", war + ":" + context)));
        return run(Map.of(), command);
    }

    /** Under a name of its own: of two files with one name it serves only the last. */
    @Override
    void place(String context, Application application) throws IOException {
        String name = context.equals("/") ? "root" : context.substring(1).replace('/', '-');
        Path war = directory().resolve("wars").resolve(name + ".war");
        Archive.putInPlace(application.war(), war);
        wars.put(context, war);
        restart();
    }

    @Override
    void remove(String context) throws IOException {
        wars.remove(context);
        restart();
    }

    private void restart() throws IOException {
        if (isRunning()) {
            terminate();
            start();
        }
    }

    /** To its applications it calls itself without a number, which it logs before it opens them. */
    @Override
    String askVersion() throws IOException {
        Matcher started = STARTED.matcher(log());
        if (!started.find()) {
            throw new IOException(title() + " never said which version it is");
        }
        return started.group(1);
    }
}
