package chat.maru.bench.peer;

import chat.maru.bench.Dialect;
import chat.maru.bench.Launch;
import chat.maru.bench.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Spring's simple broker for STOMP over WebSocket in Spring Boot (Spring Framework reference, "STOMP"), with the two
 * settings that its page "Order of Messages" names for order and its executors as they are. Stateless.
 */
public final class SpringStomp implements Peer {
    private static final String PROJECT = "bench/peers/spring-stomp/pom.xml";

    private final Workshop workshop = new Workshop("spring-stomp");

    @Override
    public String name() {
        return "spring-stomp";
    }

    @Override
    public String title() {
        return "Spring's simple STOMP broker, Spring Boot "
                + Workshop.find(PROJECT, "spring-boot-starter-parent</artifactId>\\s*<version>([^<]+)<");
    }

    @Override
    public List<String> settings() {
        return List.of(
                "jdk=" + System.getProperty("java.version"),
                "-Xmx1g",
                "broker=simple, SEND to /topic",
                "preservePublishOrder=true",
                "preserveReceiveOrder=true",
                "executors=default",
                "heart-beat=0,0",
                "server.tomcat.max-connections=20000");
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        workshop.build(List.of(Tool.MAVEN.path().toString(), "-q", "-B", "-ntp", "clean", "package"));
    }

    @Override
    public Launch launch(int port, Path work) {
        return new Launch(
                List.of(
                        Tool.java(),
                        "-Xmx1g",
                        "-jar",
                        workshop.directory().resolve("target/spring-stomp.jar").toString(),
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        // 8,192 otherwise, fewer than the idle connections that are measured.
                        "--server.tomcat.max-connections=20000"),
                Map.of(),
                work);
    }

    @Override
    public Dialect dialect() {
        return new StompDialect();
    }
}
