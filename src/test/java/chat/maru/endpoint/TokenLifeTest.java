package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.EmbeddedMaru;
import chat.maru.support.TestMember;
import chat.maru.support.TestTokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that end, are renewed or taken back while somebody is in the room. */
class TokenLifeTest {
    private static final int EXPIRED = 4012;
    private static final int BAD_TOKEN = 4510;

    /** What a token lasts beyond its end, since clocks differ. */
    private static final int SKEW_SECONDS = 60;

    private static final Duration CUT = Duration.ofSeconds(10);

    @TempDir
    private Path data;

    private EmbeddedMaru maru;

    @BeforeEach
    void start() throws Exception {
        List<String> settings = new ArrayList<>(Arrays.asList(TestTokens.settings()));
        settings.addAll(List.of("maru.administrators", "u:root"));
        maru = EmbeddedMaru.start(data, settings.toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        maru.close();
    }

    private static String token(String who, long seconds, String tokenId) {
        return TestTokens.of(who, Map.of(), seconds, tokenId);
    }

    private TestMember open(String room, String token) {
        return TestMember.v1(maru.uri("/chat/" + room), "{\"type\":\"hello\",\"token\":\"" + token + "\"}");
    }

    @Test
    void whoseTokenEndsIsWarnedAMinuteBeforeAndThenHungUpOn() {
        try (TestMember far = open("hall", token("ann", 600, ""));
                TestMember soon = open("hall", token("bob", 4 - SKEW_SECONDS, ""))) {
            far.next("welcome");
            soon.next("welcome");
            int left = soon.skipTo("tokenExpiring").getInt("inMs");
            assertThat(left).isBetween(1, 60_000);
            assertThat(soon.closeCode()).isEqualTo(EXPIRED);
            assertThat(far.isOpen()).isTrue();
            assertThat(far.rest().toString()).doesNotContain("tokenExpiring");
        }
    }

    @Test
    void aNewTokenOfTheSameSubjectKeepsTheConnectionAndNoOther() {
        try (TestMember bob = open("hall", token("bob", 4 - SKEW_SECONDS, ""))) {
            bob.next("welcome");
            bob.send("{\"type\":\"token\",\"token\":\"" + token("carl", 600, "") + "\"}");
            assertThat(bob.skipTo("refused").getString("code")).isEqualTo("badToken");
            bob.send("{\"type\":\"token\",\"token\":\"" + token("bob", -600, "") + "\"}");
            assertThat(bob.skipTo("refused").getString("code")).isEqualTo("badToken");
            bob.send("{\"type\":\"token\",\"token\":\"" + token("bob", 600, "") + "\"}");
            try (TestMember other = open("hall", token("dora", 5 - SKEW_SECONDS, ""))) {
                other.next("welcome");
                assertThat(other.closeCode()).as("a token that ended later").isEqualTo(EXPIRED);
            }
            assertThat(bob.isOpen()).isTrue();
            bob.publish("still", "here");
            bob.skipTo("ack");
        }
    }

    @Test
    void aTokenThatIsTakenBackEndsEveryConnectionThatItBegan() {
        String token = token("bob", 600, "t-1");
        try (TestMember one = open("hall", token);
                TestMember two = open("elsewhere", token);
                TestMember other = open("hall", token("bob", 600, "t-2"))) {
            List.of(one, two, other).forEach(member -> member.next("welcome"));
            long began = System.nanoTime();
            revoke("t-1");
            assertThat(one.closeCode()).isEqualTo(BAD_TOKEN);
            assertThat(two.closeCode()).isEqualTo(BAD_TOKEN);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            System.out.println("a token taken back cut two rooms within " + took.toMillis() + " ms");
            assertThat(took).isLessThan(CUT);
            other.publish("still", "here");
            other.skipTo("ack");
        }
        try (TestMember again = open("hall", token)) {
            assertThat(again.closeCode()).isEqualTo(BAD_TOKEN);
        }
    }

    private void revoke(String tokenId) {
        maru.administer(maru.who(token("root", 600, "")), "revoked." + tokenId, "1");
    }
}
