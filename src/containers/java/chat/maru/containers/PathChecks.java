package chat.maru.containers;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.RawHttp;
import chat.maru.support.TestMember;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which paths lead to which room. */
interface PathChecks extends Checks {
    int SWITCHING_PROTOCOLS = 101;
    int BAD_ROOM = 4504;
    int DROPPED = 0;

    List<String> SEGMENTS =
            List.of("a%2Fb", "a%2fb", "%2F", ".", "..", "%2E", "%2e%2e", "x/..", "x/../y", "x;y=1", "x//");

    @Test
    default void fourPathsLeadToOneRoomWithAKoreanName() {
        List<TestMember> members = new ArrayList<>();
        for (String path : FOUR_PATHS) {
            members.add(TestMember.plain(ws(path.formatted(Checks.encoded(KOREAN)))));
            members.add(Checks.joined(ws(path.formatted(Checks.encoded(KOREAN)))));
        }
        members.get(0).send("{\"message\":\"모두 들려요?\"}");
        for (int i = 0; i < members.size(); i += 2) {
            assertThat(members.get(i).messagesUntil("모두 들려요?")).containsExactly("모두 들려요?");
            assertThat(members.get(i + 1).next("message").getString("text")).isEqualTo("모두 들려요?");
        }
        members.forEach(TestMember::close);
    }

    /** Bytes above 127 are against HTTP; a server may refuse them, and some take them as the UTF-8 they are. */
    @Test
    default void aKoreanNameThatIsNotEncodedIsItsOwnRoomOrRefused() throws IOException {
        String name = "날것";
        String raw = new String(("/chat/" + name).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try (TestMember inside = Checks.joined(room(name))) {
            int status = statusOrDropped(raw);
            if (status == SWITCHING_PROTOCOLS) {
                try (RawMember same = RawMember.join(server(), Server.path(server().home(), raw))) {
                    same.say("여기");
                    assertThat(inside.next("message").getString("text")).isEqualTo("여기");
                }
            } else {
                assertThat(status).isIn(DROPPED, 400, 404);
            }
        }
    }

    /** Grizzly ends the connection without an answer. */
    private int statusOrDropped(String path) throws IOException {
        try {
            return handshake(path).status();
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return DROPPED;
        }
    }

    @Test
    default void namesThatBreakTheRuleAreAcceptedAndClosedWith4504() {
        for (String name : List.of("a b", "😀", "-a", "a+b", "가".repeat(65))) {
            for (String path : FOUR_PATHS) {
                try (TestMember member = TestMember.v1(ws(path.formatted(Checks.encoded(name))), HELLO)) {
                    assertThat(member.closeCode()).as("%s as %s", name, path).isEqualTo(BAD_ROOM);
                }
            }
        }
    }

    /**
     * Some containers judge these before Maru can, with 400, or with a redirection to what the segments come to; where
     * they do not, Maru's filter says 404. GlassFish's Grizzly fails at some dot segments (an index out of bounds,
     * where a path ends with its buffer), and answers 200 with nothing.
     */
    @Test
    default void slashesDotSegmentsAndParametersOpenNoRoom() throws IOException {
        for (String segment : SEGMENTS) {
            for (String path : FOUR_PATHS) {
                String asked = path.formatted(segment);
                RawHttp answer = handshake(asked);
                boolean nothing = answer.status() == 200
                        && answer.header("Content-Length").equals(Optional.of("0"));
                assertThat(nothing ? 404 : answer.status()).as(asked).isIn(302, 400, 404);
            }
        }
    }
}
