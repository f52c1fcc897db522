package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.EmbeddedMaru;
import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The wire of Maru's own client, on real sockets and a real disk. */
class MaruV1Test extends OpenHall {
    private static final String JISU = ",\"name\":\"지수\"";

    @Test
    void welcomeSaysWhoAndWhereAndWhatHolds() {
        try (TestMember member = join(JISU)) {
            JsonObject welcome = member.next("welcome");
            assertThat(welcome.getString("room")).isEqualTo("lobby");
            assertThat(welcome.getJsonObject("you").getString("name")).isEqualTo("지수");
            assertThat(welcome.getJsonObject("you").getString("id")).startsWith("g:");
            assertThat(welcome.getString("guest")).hasSize(22);
            assertThat(welcome.getInt("head")).isZero();
            assertThat(welcome.getInt("first")).isEqualTo(1);
            assertThat(welcome.getString("durability")).isEqualTo("disk");
            assertThat(welcome.getBoolean("resumed")).isFalse();
            assertThat(welcome.getJsonObject("limits").getInt("textCodePoints")).isEqualTo(4_000);
            assertThat(member.next("caughtUp").getInt("n")).isZero();
            member.assertExhausted();
        }
    }

    @Test
    void aPublishIsAckedAndReachesEverybodyOnce() {
        try (TestMember jisu = join(JISU);
                TestMember minho = join(",\"name\":\"민호\"")) {
            jisu.skipTo("caughtUp");
            minho.skipTo("caughtUp");
            jisu.publish("a", "안녕");
            List<JsonObject> both = List.of(jisu.next(), jisu.next());
            JsonObject ack = both.stream()
                    .filter(o -> o.getString("type").equals("ack"))
                    .findFirst()
                    .orElseThrow();
            JsonObject message =
                    both.stream().filter(o -> !o.equals(ack)).findFirst().orElseThrow();
            assertThat(ack.getString("id")).isEqualTo("a");
            assertThat(ack.getInt("n")).isEqualTo(1);
            assertThat(minho.next("message")).isEqualTo(message);
            assertThat(message.getString("text")).isEqualTo("안녕");
            assertThat(message.getJsonObject("from").getString("name")).isEqualTo("지수");
            jisu.assertExhausted();
            minho.assertExhausted();
        }
    }

    @Test
    void aGuestWithItsSecretIsTheSameAuthorAndARetryIsAnsweredWithTheFirstPosition() throws Exception {
        String guest;
        String id;
        try (TestMember member = join(JISU)) {
            JsonObject welcome = member.next("welcome");
            guest = welcome.getString("guest");
            id = welcome.getJsonObject("you").getString("id");
            member.publish("a", "first").publish("b", "second");
            member.skipTo("ack");
        }
        maru.close();
        maru = EmbeddedMaru.start(data);
        try (TestMember back = join(",\"guest\":\"" + guest + "\"")) {
            JsonObject welcome = back.next("welcome");
            assertThat(welcome.getJsonObject("you").getString("id")).isEqualTo(id);
            assertThat(welcome.containsKey("guest")).isFalse();
            back.publish("a", "first");
            JsonObject ack = back.skipTo("ack");
            assertThat(ack.getInt("n")).isEqualTo(1);
            assertThat(ack.getBoolean("duplicate")).isTrue();
            back.publish("a", "another text");
            JsonObject refused = back.skipTo("refused");
            assertThat(refused.getString("code")).isEqualTo("idReused");
            assertThat(refused.getString("id")).isEqualTo("a");
        }
    }

    @Test
    void historyComesInPagesThatMeetWithoutHoleOrDouble() {
        try (TestMember speaker = join(JISU)) {
            speaker.next("welcome");
            for (int i = 1; i <= 25; i++) {
                speaker.publish("p" + i, "text " + i);
                speaker.skipTo("ack");
            }
            try (TestMember late = join(",\"history\":10")) {
                late.next("welcome");
                JsonObject page = late.next("page");
                assertThat(page.getJsonArray("messages")).hasSize(10);
                assertThat(page.getInt("head")).isEqualTo(25);
                late.next("caughtUp");
                Set<Integer> seen = new HashSet<>();
                while (true) {
                    page.getJsonArray("messages")
                            .forEach(m -> assertThat(seen.add(m.asJsonObject().getInt("n")))
                                    .isTrue());
                    if (!page.getBoolean("more")) {
                        break;
                    }
                    int first = page.getJsonArray("messages").getJsonObject(0).getInt("n");
                    late.send("{\"type\":\"history\",\"id\":\"h" + first + "\",\"before\":" + first + ",\"limit\":10}");
                    page = late.next("page");
                    assertThat(page.getString("id")).isEqualTo("h" + first);
                }
                assertThat(seen).hasSize(25);
            }
        }
    }

    @Test
    void aPageIsCutShortToFitOneFrameAndSaysSo() {
        try (TestMember speaker = join(JISU)) {
            speaker.next("welcome");
            for (int i = 1; i <= 12; i++) {
                speaker.publish("p" + i, "\"".repeat(3_990) + i);
                speaker.skipTo("ack");
            }
            speaker.send("{\"type\":\"history\",\"id\":\"h\"}");
            JsonObject page = speaker.skipTo("page");
            int size = page.getJsonArray("messages").size();
            assertThat(size).isBetween(1, 11);
            assertThat(page.getBoolean("more")).isTrue();
            assertThat(page.getJsonArray("messages").getJsonObject(size - 1).getInt("n"))
                    .isEqualTo(12);
        }
    }

    @Test
    void aReplyNamesItsPositionAndOneBeyondTheHeadIsRefused() {
        try (TestMember member = join(JISU)) {
            member.skipTo("caughtUp");
            member.publish("a", "question");
            member.skipTo("message");
            member.send("{\"type\":\"publish\",\"id\":\"b\",\"text\":\"answer\",\"replyTo\":1}");
            assertThat(member.skipTo("message").getInt("replyTo")).isEqualTo(1);
            member.send("{\"type\":\"publish\",\"id\":\"c\",\"text\":\"answer\",\"replyTo\":99}");
            assertThat(member.skipTo("refused").getString("code")).isEqualTo("noTarget");
        }
    }

    @Test
    void pongCarriesTheHeadSoThatASilentGapIsNoticed() {
        try (TestMember member = join(JISU)) {
            member.publish("a", "one");
            member.skipTo("ack");
            member.send("{\"type\":\"ping\"}");
            JsonObject pong = member.skipTo("pong");
            assertThat(pong.getInt("head")).isEqualTo(1);
            assertThat(pong.getInt("m")).isEqualTo(1);
        }
    }

    @Test
    void framesThatFollowTheHelloAtOnceAreObeyedInOrder() {
        try (TestMember member = join(JISU)) {
            for (int i = 1; i <= 20; i++) {
                member.publish("p" + i, "text " + i);
            }
            for (int i = 1; i <= 20; i++) {
                JsonObject ack = member.skipTo("ack");
                assertThat(ack.getString("id")).isEqualTo("p" + i);
                assertThat(ack.getInt("n")).isEqualTo(i);
            }
        }
    }

    @Test
    void theWelcomeComesFirstWhateverElseWasSaidAtOnce() {
        for (int i = 0; i < 20; i++) {
            try (TestMember member = TestMember.v1(maru.uri("/chat/room" + i), "{\"type\":\"hello\"" + JISU + "}")) {
                member.send("{\"type\":\"ping\"}").publish("a", "at once");
                member.next("welcome");
                member.skipTo("pong");
            }
        }
    }

    @Test
    void whatIsTooMuchWhileJoiningIsRefusedBusyByItsId() {
        try (TestMember member = TestMember.v1(maru.uri("/chat/lobby"))) {
            member.send("{\"type\":\"hello\"" + JISU + "}");
            for (int i = 0; i < 150; i++) {
                member.publish("p" + i, "text");
            }
            for (int answers = 0; answers < 150; ) {
                JsonObject object = member.next();
                String type = object.getString("type");
                answers += type.equals("ack") || type.equals("refused") ? 1 : 0;
                assertThat(object.getString("code", "busy")).isEqualTo("busy");
                assertThat(type.equals("refused") && !object.containsKey("id")).isFalse();
            }
        }
    }

    @Test
    void whoeverNeverSaysHelloIsCutOff() throws Exception {
        restart("maru.helloTimeoutMs", "200");
        try (TestMember silent = TestMember.v1(maru.uri("/chat/lobby"))) {
            assertThat(silent.closeCode()).isEqualTo(4011);
        }
    }

    @Test
    void closingTheServerSendsEverybodyAwayToComeBack() {
        try (TestMember v1 = join(JISU);
                TestMember plain = TestMember.plain(maru.uri("/chat/lobby"))) {
            v1.skipTo("caughtUp");
            maru.maru().connections().closeAll();
            assertThat(v1.closeCode()).isEqualTo(1001);
            assertThat(plain.closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void aRoomIsRetiredWithItsLastMember() throws Exception {
        try (TestMember member = join(JISU)) {
            member.skipTo("caughtUp");
            assertThat(maru.maru().connections().count()).isEqualTo(1);
        }
        long deadline = System.nanoTime() + TestMember.DEADLINE.toNanos();
        while (maru.maru().connections().count() > 0
                || maru.maru().connections().rooms().count() > 0) {
            assertThat(System.nanoTime()).as("the room is still open").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void restart(String... settings) throws Exception {
        maru.close();
        maru = EmbeddedMaru.start(data, settings);
    }
}
