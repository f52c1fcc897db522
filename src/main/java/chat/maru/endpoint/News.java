package chat.maru.endpoint;

import chat.maru.protocol.ServerFrame;
import chat.maru.protocol.Wire;
import chat.maru.room.Live;
import chat.maru.room.Presence;
import chat.maru.room.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What one member has been told of its room's live state. Of the drain of its {@link Sender}. It asks for the newest
 * versions when it can write, and skips those it was too slow for.
 */
final class News {
    private final Room room;
    private final Wire wire;
    private final LiveTexts texts;
    private long presence = -1;
    private long typing;
    private long reads;

    News(Room room, Wire wire, LiveTexts texts) {
        this.room = room;
        this.wire = wire;
        this.texts = texts;
    }

    /** Objects that bring the member up to date; empty when it is. */
    List<String> take() {
        Live<Presence> present = room.presence();
        Live<Map<String, String>> typists = room.typing();
        Live<Map<String, Long>> marks = room.reads();
        boolean known =
                present.version() == Math.max(0, presence) && typists.version() == typing && marks.version() == reads;
        // Asked before every read of the log, and nearly always answered here.
        if (known || !wire.hasHello()) {
            return List.of();
        }
        List<String> objects = new ArrayList<>();
        if (present.version() != presence && present.version() > 0) {
            objects.addAll(texts.presence(wire, present, presence));
            presence = present.version();
        }
        if (typists.version() != typing) {
            objects.addAll(wire.objects(new ServerFrame.Typing(typists.whole())));
            typing = typists.version();
        }
        if (marks.version() != reads) {
            objects.addAll(wire.objects(new ServerFrame.Reads(marks.since(reads))));
            reads = marks.version();
        }
        return objects;
    }
}
