package chat.maru.endpoint;

import chat.maru.protocol.ServerFrame;
import chat.maru.room.Take;

/** Says a room's gap in the words of the wire; neither package knows the other. Stateless. */
final class Gaps {
    private Gaps() {}

    static ServerFrame.Gap frame(Take.Gap gap) {
        ServerFrame.Gap.Reason reason = switch (gap.cause()) {
            case TRIMMED -> ServerFrame.Gap.Reason.TRIMMED;
            case EPOCH -> ServerFrame.Gap.Reason.EPOCH;
            case FUTURE -> ServerFrame.Gap.Reason.FUTURE;
            case DAMAGED -> ServerFrame.Gap.Reason.DAMAGED;
        };
        return new ServerFrame.Gap(gap.head().epoch(), gap.first(), gap.head().n(), reason);
    }
}
