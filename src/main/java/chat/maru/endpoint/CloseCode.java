package chat.maru.endpoint;

import chat.maru.access.Unidentified;
import chat.maru.access.Verdict;
import jakarta.websocket.CloseReason;

/**
 * Every reason to hang up. 4000-4499 mean: come back, and resume. 4500-4999 mean: do not come back like this. The
 * reasons are for programs and logs; {@code docs/protocol.md} says them in words.
 */
public enum CloseCode {
    /** The server stops or the application is redeployed. Come back. */
    GOING_AWAY(1001, "goingAway"),
    /** A binary frame: Maru speaks text. */
    BINARY(1003, "textOnly"),
    /** A frame above {@code limits.frameBytes}. */
    TOO_BIG(1009, "frameTooBig"),
    /** The room's log cannot be opened or read just now. Come back later. */
    UNREADABLE(1013, "storeUnreadable"),
    /** The client asks faster than it reads the answers. */
    REPLIES_UNREAD(4008, "repliesUnread"),
    /** One send made no progress for the send timeout. */
    STALLED(4009, "stalled"),
    /** Two pings were not answered. */
    SILENT(4010, "silent"),
    /** No hello in time. */
    NO_HELLO(4011, "noHello"),
    /** The token is over. Come back with a new one. */
    TOKEN_EXPIRED(4012, "tokenExpired"),
    /** The container's session of the login has ended. Come back when logged in again. */
    LOGIN_ENDED(4013, "loginEnded"),
    /**
     * So many frames were refused, and so few obeyed, that the client cannot be listening. Come back, and do better.
     */
    TOO_MANY_REFUSALS(4029, "tooManyRefusals"),
    /** This identity, or this address, has as many connections as it may. Come back when one has ended. */
    TOO_MANY_CONNECTIONS(4030, "tooManyConnections"),
    /** The page that opened this is of another origin. */
    FOREIGN_ORIGIN(4503, "foreignOrigin"),
    /** The room's name breaks the rule. */
    BAD_ROOM(4504, "badRoom"),
    /** The guest's name breaks the rule. */
    BAD_NAME(4505, "badName"),
    /** The guest's secret is none that this server could have made. */
    BAD_GUEST(4506, "badGuest"),
    /** This identity may not be in this room. */
    NOT_ALLOWED(4507, "notAllowed"),
    /** A moderator has sent this member out of the room. */
    REMOVED(4508, "removed"),
    /** The same identity has come from elsewhere, and only one place is allowed. Laid down; nothing sends it. */
    REPLACED(4509, "replaced"),
    /** The token is none that this server trusts, or has been taken back. */
    BAD_TOKEN(4510, "badToken"),
    /** A moderator has shut out this identity, or the address that it comes from. */
    BANNED(4511, "banned"),
    /** Guests are welcome only from the machine that Maru runs on ({@code maru.guests}). */
    NO_GUESTS(4512, "noGuests");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** The words on the wire. */
    public String reason() {
        return reason;
    }

    /** What to say to somebody who may not stay. */
    static CloseCode of(Verdict verdict) {
        return switch (verdict.kind()) {
            case BANNED -> BANNED;
            case REMOVED -> REMOVED;
            default -> NOT_ALLOWED;
        };
    }

    /** What to say to somebody of whom nobody can say who they are. */
    static CloseCode of(Unidentified.Reason reason) {
        return switch (reason) {
            case BAD_TOKEN -> BAD_TOKEN;
            case BAD_GUEST -> BAD_GUEST;
            case BAD_NAME -> BAD_NAME;
            case NO_GUESTS -> NO_GUESTS;
        };
    }

    /**
     * Whether an operator should know without asking for every detail: somebody was kept out, or cut off for what they
     * did. Who cannot say who they are has been logged where that was found.
     */
    boolean isRefusal() {
        return switch (this) {
            case BINARY, TOO_BIG, REPLIES_UNREAD, NO_HELLO, TOO_MANY_REFUSALS, TOO_MANY_CONNECTIONS -> true;
            case NOT_ALLOWED, REMOVED, BANNED -> true;
            default -> false;
        };
    }

    /** What happens, for the log. */
    String words() {
        return "closed with " + code + " " + reason;
    }

    CloseReason toCloseReason() {
        return new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason);
    }
}
