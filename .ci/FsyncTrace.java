import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an strace of the server and shows, for each acknowledgement, that an fsync of the write-ahead log which began
 * after the entry had been written there ended before the first byte of the acknowledgement went to the socket. The
 * same is asked of the message itself, since nobody may see an entry before it is durable.
 *
 * <p>The order of the lines is the proof. strace stops a thread at the beginning and at the end of each call that it
 * follows and writes the event down before it lets the thread go on; so what one thread does because another has
 * finished always stands below it. A call during which something else happened stands as two lines, "unfinished"
 * and "resumed".
 *
 * <pre>java .ci/FsyncTrace.java TRACE ACKS     exit 0: shown for so many acks or more, 1: not, 2: wrong use</pre>
 */
public final class FsyncTrace {
    private static final Set<String> WRITES =
            Set.of("write", "writev", "pwrite64", "pwritev", "pwritev2", "sendto", "sendmsg", "sendmmsg");
    private static final Set<String> SYNCS = Set.of("fsync", "fdatasync");

    /** Thread, time, call, the file or socket behind the descriptor, the rest of the line. */
    private static final Pattern BEGUN =
            Pattern.compile("^(\\d+) +[\\d.]+ (\\w+)\\(\\d+<(.*?)>(?:\\(deleted\\))?([,) ].*)$");

    private static final Pattern RESUMED = Pattern.compile("^(\\d+) +[\\d.]+ <\\.\\.\\. (\\w+) resumed>(.*)$");
    private static final String UNFINISHED = "<unfinished ...>";
    private static final Pattern SUCCEEDED = Pattern.compile("\\) += \\d+$");
    private static final Pattern ENTRY = Pattern.compile("trace-(?:id|text)-\\d{6}");
    private static final Pattern ACK = Pattern.compile("\\{[^{}]*\"type\":\"ack\"[^{}]*}");
    private static final Pattern ACK_ID = Pattern.compile("\"id\":\"trace-id-(\\d{6})\"");
    private static final Pattern TEXT = Pattern.compile("trace-text-(\\d{6})");

    /** Enough of the write before to recognise what is split between two. */
    private static final int TAIL_CHARS = 512;

    private static final int VIOLATIONS_SHOWN = 5;

    /** One call: the lines where it begins and ends, which are the same if nothing happened in between. */
    private record Call(String name, String file, String data, int begin) {}

    private final Map<String, Call> unfinished = new HashMap<>();
    private final Map<String, Call> lastWrites = new HashMap<>();
    private final Map<String, Integer> written = new HashMap<>();
    private final Map<String, Integer> acks = new TreeMap<>();
    private final Map<String, Integer> seen = new TreeMap<>();
    private final List<int[]> syncs = new ArrayList<>();
    private int logWrites;

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: java FsyncTrace.java TRACE ACKS");
            System.exit(2);
        }
        FsyncTrace trace = new FsyncTrace();
        try (BufferedReader in = Files.newBufferedReader(Path.of(args[0]))) {
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                trace.line(line, ++number);
            }
        }
        System.exit(trace.verdict(Integer.parseInt(args[1])));
    }

    private void line(String line, int number) {
        Matcher begun = BEGUN.matcher(line);
        if (begun.matches()) {
            Call call = new Call(begun.group(2), begun.group(3), strings(begun.group(4)), number);
            begin(call);
            if (line.endsWith(UNFINISHED)) {
                unfinished.put(begun.group(1), call);
            } else if (SUCCEEDED.matcher(line).find()) {
                end(call, number);
            }
            return;
        }
        Matcher resumed = RESUMED.matcher(line);
        if (resumed.matches()) {
            Call call = unfinished.remove(resumed.group(1));
            if (call != null && call.name.equals(resumed.group(2)) && SUCCEEDED.matcher(line).find()) {
                end(call, number);
            }
        }
    }

    /** The quoted strings among the arguments, joined, each escaped character as the one after its backslash. */
    private static String strings(String arguments) {
        StringBuilder data = new StringBuilder(arguments.length());
        boolean quoted = false;
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                data.append(c == '\\' ? arguments.charAt(++i) : c);
            }
        }
        return data.toString();
    }

    /** What goes to a socket counts from where the call begins: from then on the client may have it. */
    private void begin(Call call) {
        if (!WRITES.contains(call.name) || !(call.file.startsWith("socket:") || call.file.startsWith("TCP"))) {
            return;
        }
        Call before = lastWrites.put(call.file, call);
        String tail = before == null ? "" : before.data.substring(Math.max(0, before.data.length() - TAIL_CHARS));
        String data = tail + call.data;
        for (Matcher ack = ACK.matcher(data); ack.find(); ) {
            Matcher id = ACK_ID.matcher(ack.group());
            if (id.find()) {
                acks.putIfAbsent(id.group(1), ack.start() < tail.length() ? before.begin : call.begin);
            }
        }
        for (Matcher text = TEXT.matcher(data); text.find(); ) {
            seen.putIfAbsent(text.group(1), text.start() < tail.length() ? before.begin : call.begin);
        }
    }

    /** What goes to the log counts from where the call ends: only a sync that begins later is sure to cover it. */
    private void end(Call call, int end) {
        if (!call.file.endsWith("-wal")) {
            return;
        }
        if (SYNCS.contains(call.name)) {
            syncs.add(new int[] {call.begin, end});
        } else if (WRITES.contains(call.name)) {
            logWrites++;
            for (Matcher entry = ENTRY.matcher(call.data); entry.find(); ) {
                written.putIfAbsent(entry.group(), end);
            }
        }
    }

    private int verdict(int wanted) {
        List<String> violations = new ArrayList<>();
        acks.forEach((number, line) -> check("ack", number, line, violations));
        seen.forEach((number, line) -> check("message", number, line, violations));
        System.out.printf(
                "acks checked: %d, messages checked: %d, log writes: %d, log fsyncs: %d, violations: %d%n",
                acks.size(), seen.size(), logWrites, syncs.size(), violations.size());
        violations.stream().limit(VIOLATIONS_SHOWN).forEach(text -> System.out.println("  " + text));
        if (acks.size() < wanted) {
            System.out.println("  acks wanted: " + wanted);
        }
        return violations.isEmpty() && acks.size() >= wanted ? 0 : 1;
    }

    private void check(String what, String number, int sent, List<String> violations) {
        Integer id = written.get("trace-id-" + number);
        if (id == null) {
            violations.add(what + " " + number + " in line " + sent + ": its id was never written to the log");
            return;
        }
        // The text is sealed on its way to the disk; where a layout shows it, both have to be synced.
        int stored = Math.max(id, written.getOrDefault("trace-text-" + number, 0));
        if (syncs.stream().noneMatch(sync -> sync[0] > stored && sync[1] < sent)) {
            violations.add(what + " " + number + " in line " + sent + ": written in line " + stored
                    + ", and no fsync of the log began and ended in between");
        }
    }
}
