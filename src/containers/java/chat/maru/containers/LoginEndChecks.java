package chat.maru.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import chat.maru.support.TestMember;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A ban and a logout reach who is connected. */
interface LoginEndChecks extends Checks {
    Duration AT_ONCE = Duration.ofSeconds(1);
    int BANNED = 4511;

    /**
     * Maru's own, and that of containers which notice by themselves, as Jakarta WebSocket asks (section 7.2); 1006
     * where the two meet (Payara).
     */
    List<Integer> LOGGED_OUT = List.of(4013, 1008, 1006);

    @Test
    default void aBanCutsWhoHasLoggedInAndHoldsAtTheNextLogin() throws IOException {
        Employee sora = Employee.logIn(server(), "sora");
        try (TestMember boss = Checks.caughtUp(Employee.logIn(server(), "boss").join("lobby"));
                TestMember one = Checks.caughtUp(sora.join("lobby"));
                TestMember other = Checks.caughtUp(sora.join("lobby"))) {
            long begin = System.nanoTime();
            boss.send(moderate("c1", "ban"));
            assertThat(one.closeCode()).isEqualTo(BANNED);
            assertThat(other.closeCode()).isEqualTo(BANNED);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_ONCE);
            try (TestMember again = Employee.logIn(server(), "sora").join("lobby")) {
                assertThat(again.closeCode()).isEqualTo(BANNED);
            }
            boss.send(moderate("c2", "unban"));
            boss.skipTo("ack");
            boss.skipTo("ack");
            try (TestMember back = Employee.logIn(server(), "sora").join("lobby")) {
                back.next("welcome");
            }
        }
    }

    private static String moderate(String id, String act) {
        return "{\"type\":\"moderate\",\"id\":\"" + id + "\",\"act\":\"" + act + "\",\"member\":\"u:sora\"}";
    }

    @Test
    default void whoLogsOutIsCutOffOnEveryConnectionOfThatSessionAndNoOther() throws IOException {
        assumeThat(server().keepsLoginInSession())
                .as("a login ends with its session")
                .isTrue();
        Employee kim = Employee.logIn(server(), "kim");
        Employee elsewhere = Employee.logIn(server(), "kim");
        try (TestMember one = Checks.caughtUp(kim.join("lobby"));
                TestMember two = Checks.caughtUp(kim.join("team-a"));
                TestMember other = Checks.caughtUp(elsewhere.join("lobby"))) {
            long begin = System.nanoTime();
            assertThat(kim.post("/logout", "", kim.own()).status()).isEqualTo(204);
            assertThat(one.closeCode()).isIn(LOGGED_OUT);
            assertThat(two.closeCode()).isIn(LOGGED_OUT);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_ONCE);
            System.out.println(server() + " closes with " + one.closeCode() + " when a login ends");
            assertThat(kim.handshake("/chat/lobby", kim.own()).status()).isNotEqualTo(101);
            Checks.say(other, "still", "still here");
        }
    }
}
