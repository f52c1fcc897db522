package chat.maru.room;

import chat.maru.log.Act;

/**
 * What a moderator wants done. Immutable.
 *
 * @param id the moderator's id for it
 * @param member the identity it is about
 * @param rights for {@link Act#MEMBER}: the letters of the rights, or empty for none
 * @param seconds how long a mute or ban lasts; 0: without end
 * @param addresses for a ban: an address or a range beside the identity; {@link #OF_MEMBER} for those that the member
 *     is connected from now; empty for none
 * @param hide whether what the member wrote is erased in the same commit
 * @param reason for the audit log; may be empty
 */
public record Order(
        String id, Act act, String member, String rights, long seconds, String addresses, boolean hide, String reason) {
    /** Stands for the addresses that nobody but the server knows. */
    public static final String OF_MEMBER = "member";
}
