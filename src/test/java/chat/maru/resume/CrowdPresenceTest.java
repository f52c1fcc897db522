package chat.maru.resume;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.EmbeddedMaru;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crowd that comes back at once, as after a restart of the server, is told who is here without a storm. */
class CrowdPresenceTest {
    private static final int MEMBERS = Integer.getInteger("maru.test.crowd", 500);
    private static final int DESCRIPTORS_EACH = 2;
    private static final int DESCRIPTORS_SPARE = 500;
    private static final int NAMED_MAX = 100;
    private static final int WHOLE_BYTES_MAX = 16 << 10;
    private static final long BYTES_MAX = 96 << 10;
    private static final int FRAMES_SPARE = 3;

    /** As long as a name may be, and longer in bytes than most. */
    private static final String NAME = "한".repeat(36);

    private static final long DEADLINE_SECONDS = 180;

    @TempDir
    Path data;

    @Test
    void whoComesBackWithAThousandOthersIsToldInFewSmallFrames() throws Exception {
        int size = Math.min(MEMBERS, membersThatTheSystemAllows());
        long start = System.nanoTime();
        // Slow machines take longer than ten seconds to shake so many hands.
        try (EmbeddedMaru maru =
                        EmbeddedMaru.start(data, "maru.helloTimeoutMs", "120000", "maru.heartbeatMs", "300000");
                PresentCrowd crowd = PresentCrowd.come(maru.uri("/chat/crowd"), size, CrowdPresenceTest::hello)) {
            crowd.awaitCount(size, TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS));
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
            report(crowd, size, seconds);
            assertThat(crowd.members()).allSatisfy(member -> {
                assertThat(member.frames()).isLessThanOrEqualTo((int) seconds + FRAMES_SPARE);
                assertThat(member.wholeBytesMax()).isBetween(1, WHOLE_BYTES_MAX);
                assertThat(member.wholeNamesMax()).isLessThanOrEqualTo(NAMED_MAX);
                assertThat(member.stepNamesBeyond()).isZero();
                assertThat(member.bytes()).isLessThan(BYTES_MAX);
            });
        }
    }

    private static int membersThatTheSystemAllows() {
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - DESCRIPTORS_SPARE;
        return (int) Math.min(Integer.MAX_VALUE, free / DESCRIPTORS_EACH);
    }

    private static String hello(int i) {
        byte[] secret = ByteBuffer.allocate(16).putInt(i + 1).array();
        return "{\"type\":\"hello\",\"name\":\"" + NAME + String.format("%04d", i) + "\",\"guest\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\",\"after\":{\"n\":0}}";
    }

    private static void report(PresentCrowd crowd, int size, long seconds) {
        System.out.printf(
                "CrowdPresenceTest: %d of %d members in %d s; presence frames each at most %d (%.1f on average),"
                        + " largest frame %d bytes, most names in one %d, bytes each at most %d, %.1f MiB in all%n",
                size,
                MEMBERS,
                seconds,
                crowd.members().stream().mapToInt(PresentMember::frames).max().orElse(0),
                crowd.members().stream()
                        .mapToInt(PresentMember::frames)
                        .average()
                        .orElse(0),
                crowd.members().stream()
                        .mapToInt(PresentMember::wholeBytesMax)
                        .max()
                        .orElse(0),
                crowd.members().stream()
                        .mapToInt(PresentMember::wholeNamesMax)
                        .max()
                        .orElse(0),
                crowd.members().stream().mapToLong(PresentMember::bytes).max().orElse(0),
                crowd.members().stream().mapToLong(PresentMember::bytes).sum() / 1048576.0);
    }
}
