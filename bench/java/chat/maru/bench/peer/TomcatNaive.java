package chat.maru.bench.peer;

import chat.maru.bench.Dialect;
import chat.maru.bench.Launch;
import chat.maru.bench.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a tutorial on Jakarta WebSocket comes to, on the embedded Tomcat that Maru has: rooms as sets of sessions, and a
 * blocking send to one after the other, locked by session. The asynchronous send would not do: it throws, and so loses
 * messages, when the one before is not through. Stateless.
 */
public final class TomcatNaive implements Peer {
    private static final String PROJECT = "pom.xml";

    private final Workshop workshop = new Workshop("tomcat-naive");

    @Override
    public String name() {
        return "tomcat-naive";
    }

    @Override
    public String title() {
        return "A naive Jakarta endpoint on Tomcat " + version();
    }

    @Override
    public List<String> settings() {
        return List.of(
                "jdk=" + System.getProperty("java.version"),
                "-Xmx1g",
                "send=synchronized (session) getBasicRemote().sendText",
                "maxConnections=20000");
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        workshop.build(List.of(
                Tool.MAVEN.path().toString(),
                "-q",
                "-B",
                "-ntp",
                "-Dtomcat.version=" + version(),
                "-Dtomcat-annotations.version=" + Workshop.find(PROJECT, "<tomcat-annotations.version>([^<]+)<"),
                "clean",
                "package"));
    }

    @Override
    public Launch launch(int port, Path work) {
        Path built = workshop.directory().resolve("target");
        return new Launch(
                List.of(
                        Tool.java(),
                        "-Xmx1g",
                        "-cp",
                        built.resolve("classes") + ":"
                                + built.resolve("dependency").resolve("*"),
                        "chat.maru.bench.naive.NaiveServer",
                        Integer.toString(port)),
                Map.of(),
                work);
    }

    @Override
    public Dialect dialect() {
        return new TomcatNaiveDialect();
    }

    private static String version() {
        return Workshop.find(PROJECT, "<tomcat.version>([^<]+)<");
    }
}
