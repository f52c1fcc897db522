package chat.maru.containers;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What is said, heard and resumed. */
interface WireChecks extends Checks {
    @Test
    default void bothWiresMeetInOneRoom() {
        try (TestMember tutorial =
                        TestMember.plain(ws("/ws/chat/" + Checks.encoded("두선") + "/?name=%EC%A7%80%EC%88%98"));
                TestMember page = Checks.joined(room("두선"))) {
            tutorial.send("{\"message\":\"안녕하세요 👋🏽\"}");
            JsonObject heard = page.next("message");
            assertThat(heard.getString("text")).isEqualTo("안녕하세요 👋🏽");
            assertThat(heard.getJsonObject("from").getString("name")).isEqualTo("지수");
            page.publish("one", "반갑습니다");
            assertThat(tutorial.messagesUntil("반갑습니다")).containsExactly("안녕하세요 👋🏽", "반갑습니다");
        }
    }

    @Test
    default void thePlainWireResumesFromItsQuery() {
        try (TestMember member = Checks.joined(room("질의"))) {
            for (int i = 1; i <= 5; i++) {
                Checks.say(member, "q" + i, "m" + i);
            }
        }
        try (TestMember back = TestMember.plain(ws("/chat/" + Checks.encoded("질의") + "?after=2"))) {
            assertThat(back.messagesUntil("m5")).containsExactly("m3", "m4", "m5");
        }
        try (TestMember back = TestMember.plain(ws("/chat/" + Checks.encoded("질의") + "?history=2"))) {
            assertThat(back.messagesUntil("m5")).containsExactly("m4", "m5");
        }
    }

    @Test
    default void whoVanishesAndResumesGetsWhatWasMissedAndNothingTwice() {
        TestMember traveller = TestMember.v1(room("여행"), HELLO);
        String epoch = traveller.next("welcome").getString("epoch");
        traveller.next("caughtUp");
        try (TestMember speaker = Checks.joined(room("여행"))) {
            long n = Checks.say(speaker, "r1", "before").getInt("n");
            traveller.next("message");
            traveller.vanish();
            for (int i = 2; i <= 6; i++) {
                Checks.say(speaker, "r" + i, "missed " + i);
            }
            try (TestMember back = TestMember.v1(room("여행"), Checks.resume(epoch, n))) {
                assertThat(back.next("welcome").getBoolean("resumed")).isTrue();
                for (int i = 2; i <= 6; i++) {
                    assertThat(back.next("message").getString("text")).isEqualTo("missed " + i);
                }
                back.next("caughtUp");
                Checks.say(speaker, "r7", "live");
                assertThat(back.next("message").getString("text")).isEqualTo("live");
                back.assertExhausted();
            }
        }
    }

    @Test
    default void aRetryIsStoredOnceAndAnsweredWithTheFirstPosition() {
        try (TestMember member = Checks.joined(room("다시"))) {
            int n = Checks.say(member, "same", "once").getInt("n");
            member.publish("same", "once");
            JsonObject ack = member.skipTo("ack");
            JsonObject retried = ack.getBoolean("duplicate", false) ? ack : member.skipTo("ack");
            assertThat(retried.getBoolean("duplicate")).isTrue();
            assertThat(retried.getInt("n")).isEqualTo(n);
        }
    }
}
