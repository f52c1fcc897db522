package chat.maru.containers;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.RawHttp;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has not logged in stays outside. */
interface LoginDoorChecks extends Checks {
    /** Spellings of a room that a container could take for another path than the one it protects. */
    List<String> ROOM_SPELLINGS = List.of(
            "/chat/x",
            "/chat/x/",
            "/ws/chat/x",
            "/ws/chat/x/",
            "//chat/x",
            "/chat//x",
            "/chat/x;a=b",
            "/chat;a=b/x",
            "/chat/%78",
            "/%63hat/x",
            "/./chat/x",
            "/login/../chat/x",
            "/login/%2e%2e/chat/x",
            "/login/..;/chat/x",
            "/health/../chat/x",
            "/health/live/../../chat/x",
            "/health/;/../chat/x",
            "/api/v1/hooks/in/../../../../chat/x",
            "/chat/x?x=/health/live");

    /** What is for who has logged in, in spellings like these. */
    List<String> PROTECTED = List.of(
            "/",
            "/index.html",
            "/js/page/app.js",
            "//js/page/app.js",
            "/login/../index.html",
            "/login/..;/index.html",
            "/login/%2e%2e/index.html",
            "/health/../index.html",
            "/health/live/../../index.html",
            "/api/v1/rooms",
            "//api/v1/rooms",
            "/api/v1/rooms;a=b",
            "/%61pi/v1/rooms",
            "/api/v1/hooks/in/../../rooms",
            "/login/../api/v1/rooms");

    @Test
    default void whoIsNotLoggedInOpensNoRoomUnderAnySpelling() throws IOException {
        for (String path : ROOM_SPELLINGS) {
            // Not even from this machine, whose guests Maru would let in.
            List<String> ways =
                    server().guardsRooms() ? List.of(Employee.ELSEWHERE, "Accept: */*") : List.of(Employee.ELSEWHERE);
            for (String from : ways) {
                RawHttp answer = handshake(path, from, Employee.nobody(server()).own());
                assertThat(answer.status()).as("%s with %s", path, from).isNotEqualTo(101);
            }
        }
    }

    @Test
    default void whoIsNotLoggedInIsShownNothingButTheForm() throws IOException {
        for (String path : PROTECTED) {
            RawHttp answer = get(path, Employee.ELSEWHERE);
            assertThat(isShutOut(answer)).as("%s: %s", path, answer).isTrue();
        }
    }

    /** Refused, led to the form, or shown it at once. */
    private static boolean isShutOut(RawHttp answer) {
        boolean form = answer.status() == 200 && answer.body().contains("j_security_check");
        return form || answer.status() / 100 == 3 || List.of(400, 401, 403, 404).contains(answer.status());
    }

    @Test
    default void aWrongPasswordLeavesOneOutside() throws IOException {
        Employee kim = Employee.nobody(server());
        kim.fillIn("kim", "wrong");
        assertThat(isShutOut(kim.get("/"))).isTrue();
        assertThat(isShutOut(kim.get("/api/v1/rooms"))).isTrue();
        assertThat(kim.handshake("/chat/lobby", kim.own()).status()).isNotEqualTo(101);
    }

    @Test
    default void probesAskForNoLogin() throws IOException {
        assertThat(get("/health/live", Employee.ELSEWHERE).status()).isEqualTo(200);
        assertThat(get("/health/ready", Employee.ELSEWHERE).status()).isEqualTo(200);
    }

    @Test
    default void aHandshakeWithALoginNamesItsOwnPage() throws IOException {
        Employee kim = Employee.logIn(server(), "kim");
        assertThat(kim.handshake("/chat/lobby", kim.own()).status()).isEqualTo(101);
        assertThat(kim.handshake("/chat/lobby").status()).isEqualTo(403);
        for (String origin : List.of("http://evil.example", "null", "https://127.0.0.1:" + server().port())) {
            assertThat(kim.handshake("/chat/lobby", "Origin: " + origin).status())
                    .as(origin)
                    .isEqualTo(403);
        }
    }
}
