package chat.maru.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process and its descendants have used, as Linux counts it.
 *
 * @param cpuSeconds user and system time of all that still run, and of children that were waited for
 * @param rssBytes resident memory now
 * @param rssPeakBytes sum of the most that each ever had
 */
public record ServerUse(double cpuSeconds, long rssBytes, long rssPeakBytes) {
    /** {@code USER_HZ}, the same on every Linux of today. */
    private static final double TICKS_PER_SECOND = 100;

    /** Behind the name in brackets, which may hold spaces: utime, stime, cutime and cstime. */
    private static final int FIRST_TIME = 11;

    private static final int TIMES = 4;
    private static final long KIB = 1024;

    static ServerUse of(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(each -> one(each.pid()))
                .reduce(new ServerUse(0, 0, 0), ServerUse::plus);
    }

    private ServerUse plus(ServerUse more) {
        return new ServerUse(cpuSeconds + more.cpuSeconds, rssBytes + more.rssBytes, rssPeakBytes + more.rssPeakBytes);
    }

    /** A process that has just ended has nothing. */
    private static ServerUse one(long pid) {
        Path directory = Path.of("/proc", Long.toString(pid));
        try {
            String stat = Files.readString(directory.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            double ticks = 0;
            for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
                ticks += Double.parseDouble(fields[i]);
            }
            String status = Files.readString(directory.resolve("status"));
            return new ServerUse(ticks / TICKS_PER_SECOND, bytes(status, "VmRSS:"), bytes(status, "VmHWM:"));
        } catch (IOException gone) {
            return new ServerUse(0, 0, 0);
        }
    }

    private static long bytes(String status, String name) {
        return status.lines()
                        .filter(line -> line.startsWith(name))
                        .map(line ->
                                line.substring(name.length()).replace("kB", "").strip())
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElse(0)
                * KIB;
    }
}
