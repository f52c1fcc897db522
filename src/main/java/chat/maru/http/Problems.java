package chat.maru.http;

import chat.maru.access.Unidentified;
import chat.maru.access.Verdict;
import chat.maru.log.Receipt;
import chat.maru.log.RestoreRefused;
import chat.maru.protocol.Problem;
import chat.maru.protocol.Refusal;
import chat.maru.room.Denied;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** Says why a request was not obeyed, in the words of HTTP. Stateless. */
final class Problems {
    /** What passes by itself may have passed by then. */
    private static final long SOON_MILLIS = 1_000;

    static final Problem BUSY = unavailable("busy", "Too many requests wait here at once; ask again in a second.")
            .retryAfter(SOON_MILLIS);
    static final Problem LATE =
            unavailable("busy", "The answer was not there in time; ask again.").retryAfter(SOON_MILLIS);
    private static final Problem UNREADABLE =
            unavailable("unreadable", "The store cannot do this just now.").retryAfter(SOON_MILLIS);

    private static final System.Logger LOG = System.getLogger(Problems.class.getName());

    private Problems() {}

    /** Nobody can say who sent it. */
    static Problem of(Unidentified unidentified) {
        String text = String.valueOf(unidentified.getMessage());
        return switch (unidentified.reason()) {
            case BAD_TOKEN -> new Problem(401, "Unauthorized", "badToken", text);
            case BAD_GUEST -> new Problem(401, "Unauthorized", "badGuest", text);
            case BAD_NAME -> new Problem(403, "Forbidden", "badName", text);
            case NO_GUESTS -> new Problem(401, "Unauthorized", "noGuests", text);
        };
    }

    /** The answer to a request that failed. */
    static Reply of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Refused refused) {
            return refused.reply();
        }
        if (cause instanceof Unidentified unidentified) {
            Reply reply = Reply.of(of(unidentified));
            return reply.status() == 401 ? reply.with("WWW-Authenticate", "Bearer, Guest") : reply;
        }
        if (cause instanceof RestoreRefused refused) {
            return Reply.of(of(refused));
        }
        if (cause instanceof TimeoutException) {
            return Reply.of(LATE);
        }
        if (!(cause instanceof IOException)) {
            LOG.log(Level.ERROR, "a request failed with what nobody has foreseen", cause);
        }
        return Reply.of(UNREADABLE);
    }

    private static Problem of(RestoreRefused refused) {
        String text = String.valueOf(refused.getMessage());
        return switch (refused.reason()) {
            case INVALID -> new Problem(400, "Bad Request", "badField", text);
            case OCCUPIED -> new Problem(409, "Conflict", "occupied", "Only a room without entries can be filled.");
            case OVER -> UNREADABLE;
        };
    }

    /** A body that breaks a rule. */
    static Problem of(Refusal refusal) {
        return new Problem(400, "Bad Request", refusal.code().wire(), refusal.text());
    }

    /** The log did not take it. */
    static Reply of(Receipt.Reason reason) {
        return switch (reason) {
            case ID_REUSED ->
                Reply.of(new Problem(
                        409, "Conflict", "idReused", "You used this id or key for something else in this room."));
            case NO_TARGET ->
                Reply.of(new Problem(404, "Not Found", "noTarget", "There is no such message in this room."));
            case NOT_OWN -> Reply.of(new Problem(403, "Forbidden", "notOwn", "That message is another author's."));
            case TOO_MANY_MARKS ->
                Reply.of(new Problem(409, "Conflict", "tooManyEmoji", "The message has as many emoji as it may."));
            case BUSY ->
                Reply.of(unavailable("busy", "The server is busy; send it again with the same key.")
                        .retryAfter(SOON_MILLIS));
            case STORE_FULL -> Reply.of(unavailable("storeFull", "The server's store is full; reading goes on."));
            case READ_ONLY -> Reply.of(unavailable("readOnly", "This room's log is damaged and can only be read."));
            case STOPPED -> Reply.of(unavailable("stopped", "The server has stopped storing; reading goes on."));
            case UNKNOWN ->
                Reply.of(unavailable("unknown", "Nobody can say whether this was done; send it with the same key.")
                        .retryAfter(SOON_MILLIS));
        };
    }

    /** @param known whether the one who asks may know that the room is there */
    static Reply of(Denied denied, boolean known) {
        String text = String.valueOf(denied.getMessage());
        long millis = denied.retryAfterMillis();
        Problem problem = switch (denied.reason()) {
            case SLOW_MODE ->
                new Problem(429, "Too Many Requests", "slowMode", "The room is in slow mode; wait a little.");
            case FILTERED -> new Problem(403, "Forbidden", "filtered", text);
            case ROOMS_FULL -> unavailable("roomsFull", text);
            case BAD_VALUE -> new Problem(400, "Bad Request", "badField", text);
            case VERDICT -> known ? of(denied.verdict()) : Refused.NOT_FOUND;
        };
        boolean waits = problem.status() != 404 && millis >= 0;
        return Reply.of(waits ? problem.retryAfter(millis) : problem);
    }

    private static Problem of(Verdict verdict) {
        return verdict.kind() == Verdict.Kind.MUTED
                ? new Problem(403, "Forbidden", "muted", "A moderator has muted you.")
                : Refused.NOT_ALLOWED;
    }

    private static Problem unavailable(String code, String detail) {
        return new Problem(503, "Service Unavailable", code, detail);
    }
}
