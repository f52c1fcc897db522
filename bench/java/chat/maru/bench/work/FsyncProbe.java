package chat.maru.bench.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What the disk under the servers' data takes to keep a little, with nobody else writing. Stateless. */
final class FsyncProbe {
    private static final Path FOLDER = Path.of("target", "bench");
    private static final int BYTES = 512;
    private static final long NANOS = 2_000_000_000L;
    private static final long LATENCY_MAX_MICROS = 60_000_000L;
    private static final int DIGITS = 3;
    private static final double P50 = 50;
    private static final double P99 = 99;
    private static final double MICROS_PER_MS = 1e3;
    private static final int NANOS_PER_MICRO = 1000;

    private FsyncProbe() {}

    /** Appends 512 bytes and has them kept, again and again for 2 s. */
    static void run(Map<String, Object> numbers) throws IOException {
        Histogram latencies = new Histogram(LATENCY_MAX_MICROS, DIGITS);
        Path file = Files.createTempFile(FOLDER, "probe", ".bin");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.allocate(BYTES);
            long end = System.nanoTime() + NANOS;
            for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
                channel.write(bytes.clear());
                channel.force(false);
                latencies.recordValue(Math.min(LATENCY_MAX_MICROS, (System.nanoTime() - begin) / NANOS_PER_MICRO));
            }
        } finally {
            Files.delete(file);
        }
        numbers.put("probeP50Ms", latencies.getValueAtPercentile(P50) / MICROS_PER_MS);
        numbers.put("probeP99Ms", latencies.getValueAtPercentile(P99) / MICROS_PER_MS);
    }
}
