package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.TestMember;
import chat.maru.support.TestTokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Over real sockets: whose rights in the room change is told so, at once and in the connection. */
class RightsTest extends ModeratedHall {
    private static final String DOOR = "\"type\":\"set\",\"key\":\"door\",\"value\":";
    private static final String ANNOUNCEMENTS = "\"type\":\"set\",\"key\":\"announcements\",\"value\":";

    @Test
    void whoMayNoLongerWriteIsToldAndWhoMayAgain() {
        try (TestMember kim = join("kim");
                TestMember bob = join("bob");
                TestMember ann = join("ann")) {
            assertAcked(command(kim, act("member", "u:ann", ",\"rights\":\"rw\"")));
            assertAcked(command(kim, DOOR + "\"readOnly\""));
            assertThat(rights(bob)).isEqualTo("r");
            assertRefused(command(bob, say("hello")), "notAllowed");
            assertAcked(command(ann, say("the room names me")));
            try (TestMember late = TestMember.v1(maru.uri("/chat/hall"), hello("carl", ""))) {
                assertThat(late.next("welcome").getJsonObject("you").getString("rights"))
                        .isEqualTo("r");
            }
            assertAcked(command(kim, DOOR + "\"public\""));
            assertThat(rights(bob)).isEqualTo("rw");
            assertAcked(command(kim, ANNOUNCEMENTS + "\"true\""));
            assertThat(rights(bob)).isEqualTo("r");
            assertAcked(command(kim, ANNOUNCEMENTS + "\"\""));
            assertThat(rights(bob)).isEqualTo("rw");
            assertAcked(command(bob, say("hello again")));
            for (TestMember other : List.of(kim, ann)) {
                assertThat(other.rest().toString()).as("nothing has changed").doesNotContain("\"rights\",");
            }
        }
    }

    @Test
    void whoIsMadeModeratorIsToldAndWhoIsNoLonger() {
        try (TestMember root = join("root");
                TestMember bob = join("bob");
                TestMember otherTab = join("bob")) {
            assertAcked(command(root, act("member", "u:bob", ",\"rights\":\"rwm\"")));
            assertThat(rights(bob)).isEqualTo("rwm");
            assertThat(rights(otherTab)).isEqualTo("rwm");
            assertAcked(command(root, act("member", "u:bob", ",\"rights\":\"\"")));
            assertThat(rights(bob)).isEqualTo("rw");
        }
    }

    @Test
    void aTokenThatGrantsSomethingElseIsToldToo() {
        try (TestMember bob = TestMember.v1(maru.uri("/chat/hall"), hello(Map.of("hall", "r")))) {
            bob.next("welcome");
            bob.send("{\"type\":\"token\",\"token\":\"" + TestTokens.of("bob", Map.of("hall", "rwm")) + "\"}");
            assertThat(rights(bob)).isEqualTo("rwm");
        }
    }

    private static String hello(Map<String, String> rooms) {
        return "{\"type\":\"hello\",\"token\":\"" + TestTokens.of("bob", rooms) + "\"}";
    }

    private static String rights(TestMember member) {
        return member.skipTo("rights").getString("rights");
    }
}
