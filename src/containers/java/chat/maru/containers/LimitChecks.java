package chat.maru.containers;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.TestMember;
import chat.maru.support.WireSocket;
import jakarta.json.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bounds of a connection and the codes with which Maru itself ends one. */
interface LimitChecks extends Checks {
    int FRAME_BYTES_MAX = 65_536;
    int REFUSALS_MAX = 100;
    int FAILURES_MAX = 10;

    /** In bytes, whatever the letters: a container that counts characters would let three times as much Korean pass. */
    @Test
    default void aFrameBeyondTheLimitEndsItsConnectionWith1009AndNobodyElses() {
        for (String letter : new String[] {"x", "가"}) {
            try (TestMember quiet = Checks.joined(room("크기" + letter));
                    TestMember loud = Checks.joined(room("크기" + letter))) {
                loud.publish("big", letter.repeat(FRAME_BYTES_MAX / letter.getBytes(StandardCharsets.UTF_8).length));
                assertThat(loud.closeCode()).isEqualTo(1009);
                staysAsItWas(quiet);
            }
        }
    }

    @Test
    default void aFrameAtTheLimitIsReadAndItsTextRefused() {
        try (TestMember member = Checks.joined(room("가득"))) {
            String start = "{\"type\":\"publish\",\"id\":\"brim\",\"text\":\"";
            member.send(start + "x".repeat(FRAME_BYTES_MAX - start.length() - 2) + "\"}");
            JsonObject refused = member.next("refused");
            assertThat(refused.getString("code")).isEqualTo("textTooLong");
            assertThat(refused.getString("id")).isEqualTo("brim");
            staysAsItWas(member);
        }
    }

    @Test
    default void aBinaryFrameEndsItsConnectionWith1003() {
        for (String path : FOUR_PATHS) {
            try (TestMember member = Checks.joined(ws(path.formatted("binary")))) {
                member.socket()
                        .sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true)
                        .join();
                assertThat(member.closeCode()).as(path).isEqualTo(1003);
            }
        }
    }

    @Test
    default void whoSaysNoHelloIsClosedWith4011() {
        // All at once, since each waits for as long as a hello may take.
        List<TestMember> members = FOUR_PATHS.stream()
                .map(path -> TestMember.v1(ws(path.formatted("hello"))))
                .toList();
        assertThat(members).extracting(TestMember::closeCode).containsOnly(4011);
        members.forEach(TestMember::close);
    }

    @Test
    default void whoAnswersNoPingIsClosedWith4010() throws IOException {
        try (WireSocket silent = WireSocket.connect(room("침묵"))) {
            silent.send(HELLO);
            try (TestMember watcher = Checks.joined(room("침묵"))) {
                PresenceChecks.awaitCount(watcher, 2);
                PresenceChecks.awaitCount(watcher, 1);
            }
            assertThat(codeAtTheEnd(silent)).isEqualTo(4010);
        }
    }

    @Test
    default void whoOnlyBreaksRulesIsClosedWith4029() {
        try (TestMember member = Checks.joined(room("규칙"))) {
            for (int i = 0; i <= REFUSALS_MAX; i++) {
                member.send("{\"type\":\"nonsense\"}");
            }
            assertThat(member.closeCode()).isEqualTo(4029);
        }
    }

    @Test
    default void badNamesAndBadSecretsAreClosedWith4505And4506() {
        try (TestMember name = TestMember.v1(room("이름"), "{\"type\":\"hello\",\"name\":\"" + "x".repeat(41) + "\"}");
                TestMember guest = TestMember.v1(room("이름"), "{\"type\":\"hello\",\"guest\":\"short\"}")) {
            assertThat(name.closeCode()).isEqualTo(4505);
            assertThat(guest.closeCode()).isEqualTo(4506);
        }
    }

    /** The bytes C3 28 are no UTF-8; what the container says to that is its own. */
    @Test
    default void brokenUtf8EndsItsConnectionAndNobodyElses() throws IOException {
        try (TestMember quiet = Checks.joined(room("깨진"));
                RawMember broken =
                        RawMember.join(server(), Server.path(server().home(), "/chat/" + Checks.encoded("깨진")))) {
            broken.write(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, (byte) 0xC3, 0x28});
            PresenceChecks.awaitCount(quiet, 1);
            staysAsItWas(quiet);
        }
    }

    /** Reads all that there is, and gives the code of the close; 0 when the connection ended without. */
    static int codeAtTheEnd(WireSocket socket) throws IOException {
        int failures = 0;
        while (true) {
            try {
                socket.read();
            } catch (EOFException e) {
                return socket.closeCode();
            } catch (SocketException e) {
                // A ping that is answered to nobody; what the server said last may still lie behind it.
                if (++failures > FAILURES_MAX) {
                    return socket.closeCode();
                }
            }
        }
    }

    /** Nothing was stored, nothing was said, and the next message is the first. */
    private static void staysAsItWas(TestMember member) {
        member.publish("first", "hello");
        for (int i = 0; i < 2; i++) {
            assertThat(member.next().getInt("n")).isEqualTo(1);
        }
        member.assertExhausted();
    }
}
