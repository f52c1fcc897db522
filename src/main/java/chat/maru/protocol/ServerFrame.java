package chat.maru.protocol;

import chat.maru.log.Folded;
import chat.maru.log.Head;
import chat.maru.log.Range;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server says that is not an entry of the log. Immutable. A {@link Wire} turns it into text. */
public sealed interface ServerFrame {
    /**
     * The answer to {@code hello}.
     *
     * @param room the room's name as it was first spelled
     * @param rights what this identity may do here just now: letters of {@code rwma}
     * @param guest the guest's secret when it was made just now, else {@code null}
     * @param head where the log stands; what is newer follows
     * @param read how far this identity has read, 0 where nothing is known
     * @param unread how many messages have come since
     * @param resumed whether everything after the position the client gave will follow
     * @param durability what an ack survives: {@code disk}, {@code os} or {@code memory}
     */
    record Welcome(
            String room,
            String memberId,
            String memberName,
            String rights,
            @Nullable String guest,
            Head head,
            long read,
            long unread,
            boolean resumed,
            Map<String, String> state,
            String durability,
            Limits limits)
            implements ServerFrame {}

    /** The command with this id is in the log at {@code n}. */
    record Ack(String id, long n, boolean duplicate) implements ServerFrame {}

    /** The command with this id, or the frame, was not obeyed. */
    record Refused(@Nullable String id, Refusal refusal) implements ServerFrame {}

    /**
     * A page of messages as they read at {@code head}.
     *
     * @param id of the question, or {@code null} for the page that follows a welcome
     * @param messages ascending
     * @param direction what was asked; where the page does not fit a frame, it is cut on the far side
     * @param older whether the log holds messages before these
     * @param newer whether the log holds messages after these
     */
    record MessagePage(
            @Nullable String id,
            Range.Direction direction,
            List<Folded> messages,
            Head head,
            boolean older,
            boolean newer)
            implements ServerFrame {}

    /**
     * Who is here: everybody, a step from the version before, or, in a large room, only how many.
     *
     * @param count identities, not connections
     * @param whole whether {@code present} is everybody (or the first 100) rather than who came
     * @param present identities and their labels: everybody, or who came or took another name
     * @param left who went
     */
    record Presence(long version, int count, boolean whole, Map<String, String> present, List<String> left)
            implements ServerFrame {}

    /** Who is typing now: identities and their labels. */
    record Typing(Map<String, String> members) implements ServerFrame {}

    /** How far members have read. */
    record Reads(Map<String, Long> members) implements ServerFrame {}

    /** The name that this client has from now on. */
    record Named(String name) implements ServerFrame {}

    /** What this client may do from now on: letters of {@code rwma}. */
    record Rights(String rights) implements ServerFrame {}

    /** The new token counts, and for so long. */
    record TokenTaken(long inMs) implements ServerFrame {}

    /** The token of this connection ends soon; a {@code token} frame renews it. */
    record TokenExpiring(long inMs) implements ServerFrame {}

    /** The backlog is done; what follows is live. */
    record CaughtUp(long n) implements ServerFrame {}

    /**
     * Entries that this reader will not get.
     *
     * @param epoch the epoch of every position from here on
     * @param first the oldest position held
     * @param head the newest position
     */
    record Gap(String epoch, long first, long head, Reason reason) implements ServerFrame {
        /** Why. */
        public enum Reason {
            /** They were trimmed; reading goes on at {@code first}. */
            TRIMMED("trimmed"),
            /** The position was of another epoch; reading goes on live, after {@code head}. */
            EPOCH("epoch"),
            /** The position is not reached yet; reading goes on live, after {@code head}. */
            FUTURE("future"),
            /** The entry at {@code first} is damaged; reading stops before it. */
            DAMAGED("damaged");

            private final String wire;

            Reason(String wire) {
                this.wire = wire;
            }

            /** The word on the wire. */
            public String wire() {
                return wire;
            }
        }
    }

    /** Where the log stands, so that a client notices a silent gap. */
    record Pong(Head head) implements ServerFrame {}
}
