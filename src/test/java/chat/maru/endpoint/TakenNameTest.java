package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.NameKey;
import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Over real sockets: whose name looks like another's in the room gets a number behind it, and is told. */
class TakenNameTest extends OpenHall {
    private static final int STEPS = 150;
    private static final int MEMBERS_MAX = 6;
    private static final List<String> WANTED = List.of("지수", "지수 2", "bob", "B0B", "BOB 2", "ВОТ", "bot", "m1a", "Mla");

    private static String named(String name) {
        return ",\"name\":\"" + name + "\"";
    }

    private static String welcomed(TestMember member) {
        return member.skipTo("welcome").getJsonObject("you").getString("name");
    }

    private static String rename(TestMember member, String name) {
        member.send("{\"type\":\"name\",\"name\":\"" + name + "\"}");
        return member.skipTo("name").getString("name");
    }

    @Test
    void aTakenNameIsNumberedInTheWelcomeAndUnderMessages() {
        try (TestMember jisu = join(named("지수"));
                TestMember other = join(named("하나"))) {
            assertThat(welcomed(jisu)).isEqualTo("지수");
            try (TestMember late = join(named("지수"))) {
                assertThat(welcomed(late)).isEqualTo("지수 2");
                late.publish("a", "hi");
                JsonObject from = jisu.skipTo("message").getJsonObject("from");
                assertThat(from.getString("name")).isEqualTo("지수 2");
                assertThat(rename(other, "지수")).isEqualTo("지수 3");
                assertThat(rename(other, "하나")).isEqualTo("하나");
            }
        }
    }

    @Test
    void theOtherTabOfARenamedGuestIsToldAndSpeaksUnderTheNewName() {
        String guest = ",\"guest\":\"AAAAAAAAAAAAAAAAAAAAAA\"";
        try (TestMember one = join(named("지수") + guest)) {
            assertThat(welcomed(one)).isEqualTo("지수");
            try (TestMember two = join(named("지수") + guest)) {
                assertThat(welcomed(two)).as("it is the same person").isEqualTo("지수");
                assertThat(rename(two, "민호")).isEqualTo("민호");
                assertThat(one.skipTo("name").getString("name")).isEqualTo("민호");
                one.publish("a", "hi");
                assertThat(two.skipTo("message").getJsonObject("from").getString("name"))
                        .isEqualTo("민호");
            }
        }
    }

    @Test
    void aRefusalSaysWhichRuleANameBreaks() {
        try (TestMember jisu = join(named("지수"))) {
            jisu.skipTo("caughtUp");
            jisu.send("{\"type\":\"name\",\"name\":\"\u0430dmin\"}");
            assertThat(jisu.skipTo("refused").getString("text")).contains("written in one script");
            jisu.send("{\"type\":\"name\",\"name\":\"ADMlN\"}");
            assertThat(jisu.skipTo("refused").getString("text")).contains("kept for those who run");
            jisu.send("{\"type\":\"name\",\"name\":\"a\u202eb\"}");
            assertThat(jisu.skipTo("refused").getString("text")).contains("writing direction");
        }
    }

    @Test
    void noTwoWhoAreHereEverLookAlike() {
        long seed = Long.getLong("maru.test.seed", 20261122);
        System.out.println("TakenNameTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<TestMember> here = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            int dice = random.nextInt(10);
            String wanted = WANTED.get(random.nextInt(WANTED.size()));
            int who = here.isEmpty() ? 0 : random.nextInt(here.size());
            if (here.isEmpty() || (dice < 4 && here.size() < MEMBERS_MAX)) {
                TestMember member = join(named(wanted));
                here.add(member);
                names.add(welcomed(member));
            } else if (dice < 8) {
                names.set(who, rename(here.get(who), wanted));
            } else {
                names.remove(who);
                here.remove(who).close();
            }
            assertNoneAlike(step, names);
        }
        here.forEach(TestMember::close);
    }

    private static void assertNoneAlike(int step, List<String> names) {
        Map<String, String> looks = new HashMap<>();
        for (String name : names) {
            for (String look : NameKey.of(name).looks()) {
                assertThat(looks.put(look, name)).as("step %d: %s", step, name).isNull();
            }
        }
    }
}
