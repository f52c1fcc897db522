package chat.maru.endpoint;

import chat.maru.log.Receipt;
import chat.maru.protocol.Limits;
import chat.maru.protocol.Refusal;
import chat.maru.protocol.Refusal.Code;
import chat.maru.protocol.Refusal.Outcome;

/** Says why the log refused, in the words of the wire; neither package knows the other's. Stateless. */
final class Refusals {
    static final Refusal UNREADABLE = Refusal.of(Code.UNREADABLE, "The room's history cannot be read just now.");

    private Refusals() {}

    static Refusal of(Receipt.Reason reason) {
        return switch (reason) {
            case ID_REUSED -> Refusal.of(Code.ID_REUSED, "You used this id for something else in this room.");
            case NO_TARGET -> Refusal.of(Code.NO_TARGET, "There is no such position in this room.");
            case NOT_OWN -> Refusal.of(Code.NOT_OWN, "Only its author may change this message.");
            case BUSY -> Refusal.of(Code.BUSY, "The server is busy; send it again in a moment.");
            case STORE_FULL -> Refusal.of(Code.STORE_FULL, "The server's store is full; reading goes on.");
            case READ_ONLY -> Refusal.of(Code.READ_ONLY, "This room's log is damaged and can only be read.");
            case STOPPED -> Refusal.of(Code.STOPPED, "The server has stopped storing; reading goes on.");
            case UNKNOWN ->
                new Refusal(
                        Code.UNKNOWN,
                        "Nobody can say whether this was stored; send it again with the same id.",
                        Outcome.UNKNOWN);
        };
    }

    static Refusal tooManyInFlight(Limits limits) {
        return Refusal.of(Code.BUSY, "More than " + limits.inFlightMax() + " commands wait for their answers.");
    }
}
