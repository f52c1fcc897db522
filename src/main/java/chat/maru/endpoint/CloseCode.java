package chat.maru.endpoint;

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
    /** So many frames in a row were refused that the client cannot be listening. Come back, and do better. */
    TOO_MANY_REFUSALS(4029, "tooManyRefusals"),
    /** The page that opened this is of another origin. */
    FOREIGN_ORIGIN(4503, "foreignOrigin"),
    /** The room's name breaks the rule. */
    BAD_ROOM(4504, "badRoom"),
    /** The guest's name breaks the rule. */
    BAD_NAME(4505, "badName"),
    /** The guest's secret is none that this server could have made. */
    BAD_GUEST(4506, "badGuest"),
    /** This identity may not be in this room. Laid down for clients; no part of the server sends it yet. */
    NOT_ALLOWED(4507, "notAllowed"),
    /** Somebody who may has sent this member out of the room. Laid down for clients, too. */
    REMOVED(4508, "removed"),
    /** The same identity has come from elsewhere, and only one place is allowed. Laid down for clients, too. */
    REPLACED(4509, "replaced");

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

    CloseReason toCloseReason() {
        return new CloseReason(CloseReason.CloseCodes.getCloseCode(code), reason);
    }
}
