package chat.maru.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every check, on every chosen server: the WAR as it is, in the container as it is. {@code mvn verify -Pcontainers}
 * runs it; {@code -Dmaru.container=tomcat11,jetty121} chooses.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(Verdicts.class)
class ContainersIT
        implements PathChecks,
                WireChecks,
                LimitChecks,
                StallChecks,
                PresenceChecks,
                GateChecks,
                ContextChecks,
                LifeChecks,
                LeakChecks {
    @Parameter
    private Server server;

    private final AtomicLong loadersBefore = new AtomicLong();
    private Quiet quiet;

    static Stream<Server> servers() {
        return Servers.chosen();
    }

    /** A server that takes one application has only Maru; the others have a second one, and a neighbour. */
    @BeforeParameterizedClassInvocation
    void start() throws IOException {
        // What an earlier run left behind would be in these rooms too.
        Archive.delete(server.directory());
        Files.createDirectories(server.directory());
        server.install();
        server.deploy(server.home(), Application.maru());
        if (server.takesSeveral()) {
            server.deploy(SECOND, Application.maru());
            server.deploy(Neighbour.CONTEXT, Neighbour.pack(server.directory()));
        }
        server.start();
        quiet = new Quiet(Checks.joined(room("조용")), System.nanoTime());
    }

    /** A check that ended the server is not to fail all the others. */
    @BeforeEach
    void restart() throws IOException {
        if (!server.isRunning()) {
            server.start();
        }
    }

    @AfterParameterizedClassInvocation
    void stop() {
        server.kill();
    }

    @Override
    public Server server() {
        return server;
    }

    @Override
    public Quiet quiet() {
        return quiet;
    }

    @Override
    public AtomicLong loadersBefore() {
        return loadersBefore;
    }
}
