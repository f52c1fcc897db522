package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.MaruProcess;
import chat.maru.support.TestMember;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar maru.war} as an operator meets it: how it starts, how it refuses to, and how it ends. */
class RunnableIT {
    /** What is promised on two cores that are not busy. */
    private static final Duration START_PROMISED = Duration.ofSeconds(3);

    private static final Duration START_MAX = Duration.ofSeconds(30);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);
    private static final int CLIENTS = 20;
    private static final int GOING_AWAY = 1001;
    private static final int LONG_MESSAGES = 500;

    @TempDir
    Path data;

    @Test
    void theFirstMessageIsAcceptedSoonAfterTheStart() throws IOException {
        for (String start : List.of("first", "second")) {
            long began = System.nanoTime();
            try (MaruProcess maru = MaruProcess.start(data);
                    Speaker speaker = new Speaker(maru.ws("/chat/" + start))) {
                speaker.say(1, n -> "hello");
            }
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            System.out.printf(
                    "RunnableIT: %s start to first accepted message %d ms, %s the %d ms promised for 2 idle cores%n",
                    start,
                    took.toMillis(),
                    took.compareTo(START_PROMISED) < 0 ? "within" : "beyond",
                    START_PROMISED.toMillis());
            assertThat(took).isLessThan(START_MAX);
        }
    }

    @Test
    void toldToStopItSendsEverybodyAwayAndEndsInTime() throws IOException {
        List<TestMember> members = new ArrayList<>();
        try (MaruProcess maru = MaruProcess.start(data)) {
            URI room = maru.ws("/chat/stop");
            try (Speaker speaker = new Speaker(room);
                    Listener neverReads = Listener.stalled(room, 4_096)) {
                speaker.say(LONG_MESSAGES, n -> "👍".repeat(4_000));
                for (int i = 0; i < CLIENTS; i++) {
                    members.add(i % 2 == 0 ? TestMember.plain(room) : joined(room));
                }
                members.add(TestMember.v1(room));
                long began = System.nanoTime();
                maru.terminate();
                maru.awaitExit(STOP_MAX);
                long millis = (System.nanoTime() - began) / 1_000_000;
                System.out.printf(
                        "RunnableIT: ended %d ms after SIGTERM, with %d members and one that never reads%n",
                        millis, members.size());
                assertThat(members).allMatch(member -> member.closeCode() == GOING_AWAY);
                assertThat(neverReads.position()).isZero();
            }
            assertThat(maru.output()).doesNotContain("Exception").doesNotContain("\tat ");
        }
    }

    private static TestMember joined(URI room) {
        TestMember member = TestMember.v1(room, "{\"type\":\"hello\"}");
        member.next("welcome");
        member.next("caughtUp");
        return member;
    }

    @Test
    void twoProcessesDoNotShareTheirData() throws IOException {
        try (MaruProcess first = MaruProcess.start(data);
                MaruProcess second = MaruProcess.launch(data)) {
            assertThat(refusal(second)).contains(data.toString()).contains("maru.data");
            assertThat(first.isAlive()).isTrue();
            try (Speaker speaker = new Speaker(first.ws("/chat/mine"))) {
                assertThat(speaker.say(1, n -> "still here")).isOne();
            }
        }
    }

    @Test
    void aTakenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                MaruProcess maru = MaruProcess.launch(data, "-Dmaru.port=" + taken.getLocalPort())) {
            assertThat(refusal(maru)).contains("port " + taken.getLocalPort()).contains("maru.port");
        }
    }

    @Test
    void aSettingThatDoesNotExistIsAnErrorThatNamesTheNearestOne() throws IOException {
        try (MaruProcess maru = MaruProcess.launch(data, "-Dmaru.prot=1")) {
            assertThat(refusal(maru)).contains("maru.prot").contains("maru.port");
        }
    }

    @Test
    void aSettingOutOfBoundsIsAnErrorThatNamesTheBounds() throws IOException {
        try (MaruProcess maru = MaruProcess.launch(data, "-Dmaru.heartbeatMs=1")) {
            assertThat(refusal(maru))
                    .contains("maru.heartbeatMs")
                    .contains("50")
                    .contains("300000");
        }
    }

    /** The one line that says why it does not start. */
    private static String refusal(MaruProcess maru) {
        int code = maru.awaitExit(MaruProcess.DEADLINE);
        assertThat(code).as(maru.output()).isEqualTo(1);
        assertThat(maru.output()).doesNotContain("\tat ").doesNotContain("Exception");
        List<String> reasons = maru.output()
                .lines()
                .filter(line -> line.startsWith("Maru cannot start: "))
                .toList();
        assertThat(reasons).as(maru.output()).hasSize(1);
        return reasons.get(0);
    }
}
