package chat.maru.room;

import java.util.List;

/**
 * What the audit log of a room has of one act beside the entry that everybody got. Immutable. Its time, and who acted,
 * are those of its own entry.
 *
 * @param act a word such as {@code ban}, {@code delete}, {@code set}
 * @param member the identity it is about, or empty
 * @param of the position it is about, or 0
 * @param detail what was set, or for how long, or which addresses; or empty
 * @param address where the actor was, or empty
 * @param reason in the actor's words, or empty
 */
public record AuditRecord(String act, String member, long of, String detail, String address, String reason) {
    /** The kind of its entry, in a log that no client can name. */
    static final String KIND = "audit";

    /** Separates the parts; none of them but the last can have it. */
    private static final String SEPARATOR = "\u001f";

    private static final int PARTS = 6;

    String content() {
        return String.join(SEPARATOR, act, member, Long.toString(of), detail, address, reason);
    }

    /** What {@link #content} wrote. */
    public static AuditRecord of(String content) {
        List<String> parts = List.of(content.split(SEPARATOR, PARTS));
        return new AuditRecord(
                parts.get(0), parts.get(1), Long.parseLong(parts.get(2)), parts.get(3), parts.get(4), parts.get(5));
    }
}
