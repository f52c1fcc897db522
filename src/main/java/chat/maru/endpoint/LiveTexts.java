package chat.maru.endpoint;

import chat.maru.protocol.Wire;
import chat.maru.room.Live;
import chat.maru.room.Presence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest presence of one room as text, whole and as a step: a thousand members are told the same. Thread-safe;
 * shared by the connections of a room.
 */
final class LiveTexts {
    private volatile @Nullable Text whole;
    private volatile @Nullable Text step;

    /** The objects that tell a member who knows version {@code known}. */
    List<String> presence(Wire wire, Live<Presence> live, long known) {
        boolean isStep = live.isStepFrom(known);
        Text text = isStep ? step : whole;
        if (text == null || text.version() != live.version()) {
            text = new Text(live.version(), wire.objects(Words.presence(live, known)));
            if (isStep) {
                step = text;
            } else {
                whole = text;
            }
        }
        return text.objects();
    }

    private record Text(long version, List<String> objects) {}
}
