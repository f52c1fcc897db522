package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.EmbeddedMaru;
import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is here, who types, who has read: the newest state, told when a member can be told. */
class LiveStateTest extends OpenHall {
    private static final String SECRET = "AAAAAAAAAAAAAAAAAAAAAA";

    /** Takes presences until so many are here. */
    private static JsonObject awaitCount(TestMember member, int count) {
        JsonObject presence = member.nextLive("presence");
        while (presence.getInt("count") != count) {
            presence = member.nextLive("presence");
        }
        return presence;
    }

    @Test
    void whoComesIsToldAsAStepAndWhoIsHereAsAWhole() {
        try (TestMember jisu = join(",\"name\":\"지수\"")) {
            awaitCount(jisu, 1);
            try (TestMember minho = join(",\"name\":\"민호\"")) {
                JsonObject step = awaitCount(jisu, 2);
                assertThat(step.getJsonArray("joined").getJsonObject(0).getString("name"))
                        .isEqualTo("민호");
                minho.nextLive("presence");
                try (TestMember late = join("")) {
                    JsonObject whole = late.nextLive("presence");
                    assertThat(whole.getJsonArray("members").size()).isGreaterThanOrEqualTo(2);
                }
            }
        }
    }

    @Test
    void twoTabsOfOnePersonAreOneMember() {
        String guest = ",\"guest\":\"" + SECRET + "\"";
        try (TestMember watcher = join("");
                TestMember one = join(guest);
                TestMember other = join(guest)) {
            one.skipTo("welcome");
            other.skipTo("welcome");
            awaitCount(watcher, 2);
            other.close();
            other.closeCode();
            try (TestMember third = join("")) {
                third.skipTo("welcome");
                assertThat(awaitCount(watcher, 3).containsKey("left")).isFalse();
            }
        }
    }

    @Test
    void aReloadNeitherGoesNorComesAndALeaveIsToldAfterTheGrace() {
        String guest = ",\"guest\":\"" + SECRET + "\"";
        try (TestMember watcher = join("")) {
            String id;
            try (TestMember tab = join(guest)) {
                id = tab.skipTo("welcome").getJsonObject("you").getString("id");
                awaitCount(watcher, 2);
            }
            try (TestMember again = join(guest)) {
                again.skipTo("welcome");
            }
            JsonObject left = awaitCount(watcher, 1);
            assertThat(left.getJsonArray("left").getString(0)).isEqualTo(id);
            watcher.assertLiveExhausted();
        }
    }

    @Test
    void typingIsToldAndEndsWithTheMessage() {
        try (TestMember jisu = join(",\"name\":\"지수\"");
                TestMember minho = join("")) {
            jisu.skipTo("caughtUp");
            minho.skipTo("caughtUp");
            jisu.send("{\"type\":\"typing\",\"on\":true}");
            JsonObject typing = minho.nextLive("typing");
            assertThat(typing.getJsonArray("members").getJsonObject(0).getString("name"))
                    .isEqualTo("지수");
            jisu.publish("a", "there");
            assertThat(minho.nextLive("typing").getJsonArray("members")).isEmpty();
        }
    }

    @Test
    void aNewNameIsAnsweredAndToldToTheOthersAndUsedFromNowOn() {
        try (TestMember jisu = join(",\"name\":\"지수\"");
                TestMember minho = join("")) {
            awaitCount(minho, 2);
            jisu.send("{\"type\":\"name\",\"name\":\"지수2\"}");
            assertThat(jisu.skipTo("name").getString("name")).isEqualTo("지수2");
            JsonObject step = minho.nextLive("presence");
            assertThat(step.getJsonArray("joined").getJsonObject(0).getString("name"))
                    .isEqualTo("지수2");
            jisu.publish("a", "hi");
            assertThat(minho.skipTo("message").getJsonObject("from").getString("name"))
                    .isEqualTo("지수2");
            jisu.send("{\"type\":\"name\",\"name\":\"\\u202e\"}");
            assertThat(jisu.skipTo("refused").getString("code")).isEqualTo("badField");
        }
    }

    @Test
    void aReadMarkIsKnownOnAnotherDeviceAndAfterARestartAndNeverGoesDown() throws Exception {
        String guest = ",\"guest\":\"" + SECRET + "\"";
        try (TestMember reader = join(guest);
                TestMember other = join("")) {
            for (int i = 1; i <= 5; i++) {
                other.publish("p" + i, "m" + i);
                other.skipTo("ack");
            }
            reader.send("{\"type\":\"read\",\"n\":3}").send("{\"type\":\"read\",\"n\":2}");
            JsonObject read = other.nextLive("read");
            assertThat(read.getInt("n")).isEqualTo(3);
            try (TestMember device = join(guest)) {
                JsonObject welcome = device.next("welcome");
                assertThat(welcome.getInt("read")).isEqualTo(3);
                assertThat(welcome.getInt("unread")).isEqualTo(2);
            }
        }
        maru.close();
        maru = EmbeddedMaru.start(data);
        try (TestMember back = join(guest);
                TestMember stranger = join("")) {
            assertThat(back.next("welcome").getInt("read")).isEqualTo(3);
            JsonObject welcome = stranger.next("welcome");
            assertThat(welcome.getInt("read")).isZero();
            assertThat(welcome.getInt("unread")).isEqualTo(5);
        }
    }

    @Test
    void aLargeRoomIsToldInNumbersAndNoWholeNamesMoreThanAHundred() {
        List<TestMember> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 205; i++) {
                crowd.add(join(",\"name\":\"m" + i + "\""));
                crowd.get(i).skipTo("welcome");
            }
            try (TestMember late = join("")) {
                late.skipTo("welcome");
                JsonObject whole = late.nextLive("presence");
                assertThat(whole.getJsonArray("members").size()).isLessThanOrEqualTo(100);
                try (TestMember later = join("")) {
                    later.skipTo("welcome");
                    JsonObject step = awaitCount(late, 207);
                    assertThat(step.containsKey("joined")).isFalse();
                    assertThat(step.containsKey("members")).isFalse();
                }
            }
        } finally {
            crowd.forEach(TestMember::close);
        }
    }
}
