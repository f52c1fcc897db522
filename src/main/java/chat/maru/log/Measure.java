package chat.maru.log;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The content of a {@link Kind#MODERATION}: what the room must know of it. Immutable. Who it came from is the entry's
 * author; why, and from where, is for the audit log.
 *
 * @param act a word such as {@code mute}
 * @param member the identity it is about
 * @param untilMillis when it ends, milliseconds since 1970 UTC; 0: never, or at once
 * @param rights letters of rights, for who is named in the room; else empty
 * @param hides whether what the member wrote until here is erased
 */
public record Measure(String act, String member, long untilMillis, String rights, boolean hides) {
    private static final Pattern CONTENT = Pattern.compile("(\\S+) ([0-9]+) ([rwma]*) (hides|) (.*)", Pattern.DOTALL);

    /** As the body of an entry has it. */
    public String content() {
        return String.join(" ", act, Long.toString(untilMillis), rights, hides ? "hides" : "", member);
    }

    /** What {@link #content} wrote. */
    public static Measure of(String content) {
        Matcher parts = CONTENT.matcher(content);
        if (!parts.matches()) {
            throw new IllegalArgumentException("no measure: " + content.length() + " characters");
        }
        return new Measure(
                parts.group(1),
                parts.group(5),
                Long.parseLong(parts.group(2)),
                parts.group(3),
                !parts.group(4).isEmpty());
    }
}
