package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What moderators do to people, as those it is done to and those who watch it see it. */
class ModerationTest extends ModeratedHall {
    @Test
    void theMutedAreToldHowLongAndMayStillTakeBackWhatTheySaid() {
        try (TestMember kim = join("kim");
                TestMember bob = join("bob")) {
            long n = command(bob, say("mine")).getInt("n");
            assertAcked(command(kim, act("mute", "u:bob", ",\"seconds\":600")));
            JsonObject refused = command(bob, say("again"));
            assertRefused(refused, "muted");
            assertThat(refused.getInt("retryAfterMs")).isBetween(500_000, 600_000);
            assertRefused(command(bob, "\"type\":\"edit\",\"of\":" + n + ",\"text\":\"x\""), "muted");
            assertAcked(command(bob, "\"type\":\"delete\",\"of\":" + n));
            assertAcked(command(kim, act("unmute", "u:bob", "")));
            assertAcked(command(bob, say("at last")));
        }
    }

    @Test
    void whoIsKickedIsOutOnAllConnectionsAndBackAfterAWhile() {
        try (TestMember kim = join("kim");
                TestMember one = join("bob");
                TestMember two = join("bob")) {
            assertAcked(command(kim, act("kick", "u:bob", "")));
            assertThat(one.closeCode()).isEqualTo(REMOVED);
            assertThat(two.closeCode()).isEqualTo(REMOVED);
            assertThat(closeOf("bob")).isEqualTo(REMOVED);
            long deadline = System.nanoTime() + Duration.ofSeconds(100).toNanos();
            boolean back = false;
            while (!back && System.nanoTime() < deadline) {
                try (TestMember again = TestMember.v1(maru.uri("/chat/hall"), hello("bob", ""))) {
                    back = comesIn(again);
                }
            }
            assertThat(back).isTrue();
        }
    }

    private static boolean comesIn(TestMember member) {
        while (member.isOpen()) {
            if (member.peek("welcome")) {
                return true;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return member.peek("welcome");
    }

    @Test
    void aBanCutsEveryConnectionAndNothingReachesThemBehindItsAck() {
        try (TestMember kim = join("kim");
                TestMember one = join("bob");
                TestMember two = join("bob")) {
            long asked = System.nanoTime();
            JsonObject ack = command(kim, act("ban", "u:bob", ",\"seconds\":3600"));
            assertAcked(ack);
            for (int i = 0; i < 20; i++) {
                assertAcked(command(kim, say("behind the ban")));
            }
            assertThat(one.closeCode()).isEqualTo(BANNED);
            assertThat(two.closeCode()).isEqualTo(BANNED);
            Duration took = Duration.ofNanos(System.nanoTime() - asked);
            System.out.println("a ban cut two connections within " + took.toMillis() + " ms");
            assertThat(took).isLessThan(CUT);
            for (TestMember banned : List.of(one, two)) {
                assertThat(banned.rest())
                        .noneMatch(frame -> frame.getInt("n", 0) > ack.getInt("n"))
                        .noneMatch(frame -> frame.toString().contains("behind the ban"));
            }
            assertThat(closeOf("bob")).isEqualTo(BANNED);
            assertAcked(command(kim, act("unban", "u:bob", "")));
            join("bob").close();
        }
    }

    @Test
    void whatIsHiddenIsATombstoneEverywhereAndInNoFile() throws Exception {
        try (TestMember kim = join("kim");
                TestMember ann = join("ann");
                TestMember bob = join("bob")) {
            for (int i = 0; i < 5; i++) {
                assertAcked(command(bob, say("canary-of-bob " + i)));
            }
            assertAcked(command(ann, say("of ann")));
            assertAcked(command(kim, act("hide", "u:bob", "")));
            JsonObject measure = ann.skipTo("moderation");
            assertThat(measure.getString("act")).isEqualTo("hide");
            assertThat(measure.getString("member")).isEqualTo("u:bob");
            assertThat(measure.getBoolean("hide")).isTrue();
        }
        try (TestMember late = join("late", ",\"after\":{\"n\":0}")) {
            List<JsonObject> seen = new ArrayList<>();
            while (seen.isEmpty()
                    || !seen.get(seen.size() - 1).getString("type").equals("moderation")) {
                seen.add(late.next());
            }
            assertThat(seen.toString()).doesNotContain("canary").contains("of ann");
            late.skipTo("caughtUp");
            late.send("{\"type\":\"history\",\"id\":\"h\",\"before\":1000}");
            assertThat(late.next().toString())
                    .contains("deleted")
                    .contains("of ann")
                    .doesNotContain("canary");
        }
        stop();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1).contains("canary-of-bob"))
                        .as("%s", file)
                        .isFalse();
            }
        }
        start();
    }
}
