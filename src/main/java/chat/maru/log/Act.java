package chat.maru.log;

import java.util.Locale;
import java.util.Optional;

/** What a moderator does to somebody. */
public enum Act {
    /** Take the word away. */
    MUTE,
    UNMUTE,
    /** Send out of the room; whoever it is may come back in a moment. */
    KICK,
    /** Shut out, identity and, if asked for, addresses. */
    BAN,
    UNBAN,
    /** Erase all that somebody wrote. */
    HIDE,
    /** Name in the room, with rights, or no longer. */
    MEMBER;

    /** The word on the wire and in the log. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Act> parse(String word) {
        for (Act act : values()) {
            if (act.word().equals(word)) {
                return Optional.of(act);
            }
        }
        return Optional.empty();
    }
}
