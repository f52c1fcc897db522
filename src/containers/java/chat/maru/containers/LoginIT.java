package chat.maru.containers;

import static org.assertj.core.api.Assumptions.assumeThat;

import chat.maru.support.TestMember;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The container's own login, on every chosen server that has one: set up as {@code docs/deploy} says, with what that
 * says. {@code -Dmaru.container=tomcat11,jetty121} chooses.
 */
@ParameterizedClass(name = "{0}")
@MethodSource("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginIT implements LoginDoorChecks, LoginRoomChecks, LoginRestChecks, LoginEndChecks {
    @Parameter
    private Server server;

    static Stream<Server> servers() {
        return Servers.chosen();
    }

    @BeforeParameterizedClassInvocation
    void start() throws IOException {
        assumeThat(server.lacksLogin()).as("has a login of its own").isEmpty();
        Archive.delete(server.directory());
        Files.createDirectories(server.directory());
        server.install();
        server.learnPeople();
        server.deploy(server.home(), Company.pack(server));
        server.deploy(Neighbour.CONTEXT, Neighbour.pack(server.directory()));
        server.start();
        System.out.println("the login of " + server.version());
        // With maru.newRooms=granted somebody has to open it, whom a role lets.
        try (TestMember minho = Checks.caughtUp(Employee.logIn(server, "minho").join("lobby"))) {
            Checks.say(minho, "open", "welcome");
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
}
