package chat.maru.bench.load;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Members who went away, and what they lack since. Owned by the loop's thread. */
final class Away {
    private final List<Line> lines = new ArrayList<>();
    private final Set<Line> behind = new LinkedHashSet<>();

    void add(Line line) {
        lines.add(line);
    }

    List<Line> lines() {
        return lines;
    }

    /** From here on they catch up. */
    void begin() {
        lines.stream().filter(line -> line.room.lacks(line) > 0).forEach(behind::add);
    }

    void delivered(Line to) {
        if (!behind.isEmpty() && to.room.lacks(to) == 0) {
            behind.remove(to);
        }
    }

    boolean isCaughtUp() {
        return behind.isEmpty();
    }

    long lost() {
        return lines.stream().mapToLong(line -> line.room.lacks(line)).sum();
    }
}
