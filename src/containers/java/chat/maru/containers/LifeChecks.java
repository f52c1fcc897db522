package chat.maru.containers;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** An application comes and goes while its server runs, and the server itself stops. */
interface LifeChecks extends Checks {
    @Test
    @Order(Late.UNDEPLOY)
    default void aHotRedeployEndsEveryConnectionAndAllResume() throws IOException {
        endsAndResumes("다시배치", () -> server().redeploy(server().home()));
    }

    @Test
    @Order(Late.UNDEPLOY)
    default void aHotUndeployEndsEveryConnectionAndANewDeploymentHasEverything() throws IOException {
        endsAndResumes("철거", () -> {
            server().undeploy(server().home());
            assertThat(handshake("/chat/lobby").status()).isNotEqualTo(101);
            server().deploy(server().home(), Application.maru());
        });
    }

    @Test
    @Order(Late.STOP)
    default void sigtermEndsEveryConnectionAndTheNextStartHasEverything() throws IOException {
        endsAndResumes("종료", () -> {
            server().terminate();
            server().start();
        });
    }

    interface Ending {
        void happen() throws IOException;
    }

    /** One member by each path, on both wires. What an ending did to them must be seen by the time it is over. */
    private void endsAndResumes(String name, Ending ending) throws IOException {
        List<TestMember> members = new ArrayList<>();
        for (String path : FOUR_PATHS) {
            members.add(TestMember.v1(ws(path.formatted(Checks.encoded(name))), HELLO));
            members.add(TestMember.plain(ws(path.formatted(Checks.encoded(name)))));
        }
        TestMember speaker = members.get(0);
        String epoch = speaker.next("welcome").getString("epoch");
        long n = Checks.say(speaker, "before", "said before").getInt("n");
        ending.happen();
        for (TestMember member : members) {
            // Whatever the code, it must be one that says: come back.
            assertThat(member.closeCode()).isBetween(1000, 4499);
        }
        try (TestMember back = TestMember.v1(room(name), Checks.resume(epoch, 0))) {
            JsonObject welcome = back.next("welcome");
            assertThat(welcome.getBoolean("resumed")).isTrue();
            assertThat(welcome.getInt("head")).isEqualTo((int) n);
            assertThat(back.next("message").getString("text")).isEqualTo("said before");
            back.next("caughtUp");
            assertThat(Checks.say(back, "after", "said after").getInt("n")).isEqualTo((int) n + 1);
        }
    }

    /** Not even once, over everything that was done to it. */
    @Test
    @Order(Late.LOG)
    default void theLogNamesNoErrorOfMaru() throws IOException {
        assertThat(unknownErrors()).isEmpty();
        assertThat(errors()).as("errors of the server itself").isEmpty();
    }

    /** What the log has of errors but those that the server is known for. */
    default List<String> unknownErrors() throws IOException {
        Optional<String> known =
                Cells.find(server().id(), "theLogNamesNoErrorOfMaru").map(Cells.Cell::failure);
        return errors().stream()
                .filter(line -> known.filter(line::contains).isEmpty())
                .toList();
    }

    private List<String> errors() throws IOException {
        return server().log().lines().filter(LifeChecks::isError).toList();
    }

    private static boolean isError(String line) {
        return line.contains("IllegalStateException")
                || line.contains("StackOverflowError")
                || line.contains("SEVERE") && line.contains("chat.maru");
    }
}
