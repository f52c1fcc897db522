package chat.maru.endpoint;

import chat.maru.log.History;
import chat.maru.log.Range;
import chat.maru.protocol.ServerFrame;
import chat.maru.room.Live;
import chat.maru.room.Presence;
import chat.maru.room.Take;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what a room has to say in the words of the wire; neither package knows the other. Stateless. */
final class Words {
    private Words() {}

    static ServerFrame.Gap gap(Take.Gap gap) {
        ServerFrame.Gap.Reason reason =
                ServerFrame.Gap.Reason.valueOf(gap.cause().name().toUpperCase(Locale.ROOT));
        return new ServerFrame.Gap(gap.head().epoch(), gap.first(), gap.head().n(), reason);
    }

    static ServerFrame.MessagePage page(@Nullable String id, Range.Direction direction, History history) {
        return new ServerFrame.MessagePage(
                id, direction, history.messages(), history.head(), history.older(), history.newer());
    }

    /** For a member that knows version {@code known}. */
    static ServerFrame.Presence presence(Live<Presence> live, long known) {
        Presence news = live.since(known);
        return new ServerFrame.Presence(live.version(), news.count(), news.whole(), news.present(), news.left());
    }
}
