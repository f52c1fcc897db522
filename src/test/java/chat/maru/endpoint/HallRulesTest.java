package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.Arrival;
import chat.maru.access.Claim;
import chat.maru.access.Identity;
import chat.maru.log.Entry;
import chat.maru.room.AuditRecord;
import chat.maru.room.RoomName;
import chat.maru.support.TestMember;
import chat.maru.support.TestTokens;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a moderated room asks of everybody, moderators included, and what is kept of what they do. */
class HallRulesTest extends ModeratedHall {
    @Test
    void slowModeCountsDownAndTakesARetryOfWhatIsStoredAtOnce() {
        try (TestMember kim = join("kim");
                TestMember bob = join("bob")) {
            assertAcked(command(kim, "\"type\":\"set\",\"key\":\"slowModeSeconds\",\"value\":\"600\""));
            assertAcked(command(bob, "first", say("one")));
            JsonObject refused = command(bob, "second", say("two"));
            assertRefused(refused, "slowMode");
            assertThat(refused.getInt("retryAfterMs")).isBetween(500_000, 600_000);
            JsonObject again = command(bob, "first", say("one"));
            assertAcked(again);
            assertThat(again.getBoolean("duplicate")).isTrue();
            assertAcked(command(kim, say("a moderator")));
            assertAcked(command(kim, say("does not wait")));
            assertAcked(command(kim, "\"type\":\"set\",\"key\":\"slowModeSeconds\",\"value\":\"\""));
            assertAcked(command(bob, "second", say("two")));
        }
    }

    @Test
    void whoIsNoLongerNamedInAnInvitedRoomIsCut() {
        try (TestMember kim = join("kim");
                TestMember guest = join("bob");
                TestMember stays = join("ann")) {
            assertAcked(command(kim, act("member", "u:bob", ",\"rights\":\"rw\"")));
            assertAcked(command(kim, act("member", "u:ann", ",\"rights\":\"r\"")));
            assertAcked(command(kim, "\"type\":\"set\",\"key\":\"door\",\"value\":\"invited\""));
            assertAcked(command(guest, say("in")));
            assertRefused(command(stays, say("reads only")), "notAllowed");
            assertThat(closeOf("carl")).isEqualTo(NOT_ALLOWED);
            long asked = System.nanoTime();
            assertAcked(command(kim, act("member", "u:bob", ",\"rights\":\"\"")));
            assertThat(guest.closeCode()).isEqualTo(NOT_ALLOWED);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(CUT);
            assertAcked(command(kim, say("for those who stay")));
            assertThat(stays.isOpen()).isTrue();
        }
    }

    @Test
    void moderatorsLeaveModeratorsAloneAndMakeNone() {
        try (TestMember kim = join("kim");
                TestMember lee = join("lee");
                TestMember root = join("root");
                TestMember bob = join("bob")) {
            for (String act : List.of("mute", "kick", "ban", "hide")) {
                assertRefused(command(kim, act(act, "u:lee", "")), "badField");
                assertRefused(command(kim, act(act, "u:root", "")), "badField");
                assertRefused(command(bob, act(act, "u:ann", "")), "notAllowed");
            }
            assertRefused(command(kim, act("member", "u:bob", ",\"rights\":\"rwm\"")), "badField");
            assertRefused(command(kim, act("member", "u:lee", ",\"rights\":\"r\"")), "badField");
            assertAcked(command(root, act("member", "u:bob", ",\"rights\":\"rwm\"")));
            assertAcked(command(bob, act("mute", "u:ann", "")));
            assertAcked(command(root, act("mute", "u:lee", "")));
            assertThat(lee.isOpen()).isTrue();
        }
    }

    @Test
    void aRetryOfEveryFrameHasTheFirstPosition() {
        List<String> frames = List.of(
                act("mute", "u:x", ",\"seconds\":60"),
                act("unmute", "u:x", ""),
                act("kick", "u:x", ""),
                act("ban", "u:x", ",\"seconds\":60,\"addresses\":\"192.0.2.0/24\",\"hide\":true,\"reason\":\"why\""),
                act("unban", "u:x", ",\"addresses\":\"192.0.2.0/24\""),
                act("hide", "u:x", ""),
                act("member", "u:x", ",\"rights\":\"rw\""),
                "\"type\":\"set\",\"key\":\"topic\",\"value\":\"t\"");
        try (TestMember kim = join("kim");
                TestMember lee = join("lee")) {
            for (String frame : frames) {
                String id = "r" + ++ids;
                JsonObject first = command(kim, id, frame);
                assertAcked(first);
                JsonObject second = command(kim, id, frame);
                assertAcked(second);
                assertThat(second.getInt("n")).isEqualTo(first.getInt("n"));
                assertThat(second.getBoolean("duplicate")).isTrue();
                // Two at once: the id is each one's own.
                JsonObject others = command(lee, id, frame);
                assertAcked(others);
                assertThat(others.getInt("n")).isGreaterThan(first.getInt("n"));
            }
        }
        assertThat(audit()).hasSize(2 * frames.size());
    }

    @Test
    void whatIsNotForEverybodyIsInTheAuditAloneAndOutlivesARestart() throws Exception {
        List<JsonObject> seen = new ArrayList<>();
        try (TestMember kim = join("kim");
                TestMember ann = join("ann")) {
            long n = command(ann, say("said")).getInt("n");
            assertAcked(command(kim, "\"type\":\"delete\",\"of\":" + n + ",\"reason\":\"canary-reason\""));
            assertAcked(
                    command(kim, act("ban", "u:x", ",\"addresses\":\"192.0.2.0/24\",\"reason\":\"canary-reason\"")));
            assertAcked(command(kim, act("unban", "u:x", ",\"addresses\":\"192.0.2.0/24\"")));
            assertAcked(command(kim, act("mute", "u:x", ",\"reason\":\"canary-reason\"")));
            for (int moderations = 0; moderations < 3; ) {
                JsonObject frame = ann.next();
                seen.add(frame);
                moderations += frame.getString("type").equals("moderation") ? 1 : 0;
            }
        }
        try (TestMember late = join("late", ",\"after\":{\"n\":0}")) {
            for (int moderations = 0; moderations < 3; ) {
                JsonObject frame = late.next();
                seen.add(frame);
                moderations += frame.getString("type").equals("moderation") ? 1 : 0;
            }
        }
        assertThat(seen.toString()).doesNotContain("canary").doesNotContain("192.0.2");
        stop();
        start();
        List<AuditRecord> audit = audit();
        assertThat(audit).extracting(AuditRecord::act).containsExactly("delete", "ban", "unban", "mute");
        assertThat(audit.get(1).reason()).isEqualTo("canary-reason");
        assertThat(audit.get(1).detail()).contains("192.0.2.0/24");
    }

    private List<AuditRecord> audit() {
        Identity kim = maru.maru()
                .entrance()
                .identities()
                .identify(
                        new Arrival("", true, null, null, Set.of(), null, false, true),
                        new Claim(TestTokens.of("kim", Map.of()), null, null))
                .toCompletableFuture()
                .join()
                .who();
        return maru
                .maru()
                .rooms()
                .visit(
                        RoomName.parse("hall").orElseThrow(),
                        kim,
                        "",
                        hall -> maru.maru().rooms().moderation().audit(hall, 0, 1_000, 1 << 20))
                .toCompletableFuture()
                .join()
                .entries()
                .stream()
                .map(Entry::body)
                .map(body -> AuditRecord.of(Objects.requireNonNull(body).content()))
                .toList();
    }
}
