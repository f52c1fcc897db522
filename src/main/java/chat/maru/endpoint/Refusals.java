package chat.maru.endpoint;

import chat.maru.access.Verdict;
import chat.maru.log.Mark;
import chat.maru.log.Receipt;
import chat.maru.protocol.Limits;
import chat.maru.protocol.Refusal;
import chat.maru.protocol.Refusal.Code;
import chat.maru.room.Denied;

/** Says why the log refused, in the words of the wire; neither package knows the other's. Stateless. */
final class Refusals {
    static final Refusal UNREADABLE = Refusal.of(Code.UNREADABLE, "The room's history cannot be read just now.");

    static final Refusal TOO_FAST = unknown(
            Code.TOO_FAST, "That is more than one client may send; send it again a little later with the same id.");

    static final Refusal NO_TOKENS =
            Refusal.of(Code.NO_TOKENS, "A token renews only what a token began; this connection began without one.");

    static final Refusal BAD_TOKEN =
            Refusal.of(Code.BAD_TOKEN, "This token cannot renew the one that this connection began with.");

    static final Refusal NAME_GIVEN = Refusal.of(Code.NOT_ALLOWED, "Your name comes with your login.");

    private Refusals() {}

    static Refusal of(Receipt.Reason reason) {
        return switch (reason) {
            case ID_REUSED -> Refusal.of(Code.ID_REUSED, "You used this id for something else in this room.");
            case NO_TARGET -> Refusal.of(Code.NO_TARGET, "There is no such position in this room.");
            case NOT_OWN -> Refusal.of(Code.NOT_OWN, "That entry is another author's.");
            case TOO_MANY_MARKS ->
                Refusal.of(
                        Code.TOO_MANY_EMOJI,
                        "A message has at most " + Mark.PER_MESSAGE_MAX
                                + " different emoji; use one of those that it has.");
            case BUSY -> unknown(Code.BUSY, "The server is busy; send it again in a moment with the same id.");
            case STORE_FULL -> Refusal.of(Code.STORE_FULL, "The server's store is full; reading goes on.");
            case READ_ONLY -> Refusal.of(Code.READ_ONLY, "This room's log is damaged and can only be read.");
            case STOPPED -> unknown(Code.STOPPED, "The server has stopped storing; reading goes on.");
            case UNKNOWN ->
                unknown(Code.UNKNOWN, "Nobody can say whether this was stored; send it again with the same id.");
        };
    }

    /** @param rule the one that the name breaks, as a sentence */
    static Refusal badName(String rule) {
        return Refusal.of(Code.BAD_FIELD, "The field \"name\" cannot be this. " + rule);
    }

    static Refusal tooManyInFlight(Limits limits) {
        return unknown(Code.BUSY, "More than " + limits.inFlightMax() + " commands wait for their answers.");
    }

    /** Why the room's door said no; a stored command is not among those. */
    static Refusal of(Denied denied) {
        String text = String.valueOf(denied.getMessage());
        Refusal refusal = switch (denied.reason()) {
            case SLOW_MODE ->
                Refusal.of(Code.SLOW_MODE, "The room is in slow mode; wait a little between two messages.");
            case FILTERED -> Refusal.of(Code.FILTERED, text);
            case ROOMS_FULL -> Refusal.of(Code.ROOMS_FULL, text);
            case BAD_VALUE -> Refusal.of(Code.BAD_FIELD, text);
            case VERDICT -> of(denied.verdict());
        };
        return denied.retryAfterMillis() < 0 ? refusal : refusal.retryAfter(denied.retryAfterMillis());
    }

    private static Refusal of(Verdict verdict) {
        return switch (verdict.kind()) {
            case MUTED -> Refusal.of(Code.MUTED, "A moderator has muted you in this room.");
            case READ_ONLY -> Refusal.of(Code.NOT_ALLOWED, "Only moderators and those they name may write here.");
            case BANNED, REMOVED -> Refusal.of(Code.NOT_ALLOWED, "A moderator has sent you out of this room.");
            default -> Refusal.of(Code.NOT_ALLOWED, "You have no right to do this here.");
        };
    }

    /** Refused before the id was looked up: an earlier try may have been stored, so it must not be called a failure. */
    private static Refusal unknown(Code code, String text) {
        return Refusal.of(code, text).unknown();
    }
}
