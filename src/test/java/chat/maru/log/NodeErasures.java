package chat.maru.log;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether just those texts are gone from a log that its own entries erase. One thread. */
final class NodeErasures {
    private final NodeSimulation simulation;
    private final List<Entry> entries;

    NodeErasures(NodeSimulation simulation, List<Entry> entries) {
        this.simulation = simulation;
        this.entries = entries;
    }

    void check() {
        Set<Long> erased = new HashSet<>();
        for (Entry entry : entries) {
            boolean isOfErased = erased.contains(entry.of())
                    && (entry.kind().equals(Kind.EDIT) || entry.kind().equals(Kind.REACTION));
            if (isOfErased) {
                erased.add(entry.n());
            } else if (entry.kind().equals(Kind.DELETE)) {
                erased.add(entry.of());
                entries.stream()
                        .filter(edit -> edit.kind().equals(Kind.EDIT) && edit.of() == entry.of())
                        .filter(edit -> edit.n() < entry.n())
                        .forEach(edit -> erased.add(edit.n()));
            } else if (entry.kind().equals(Kind.MODERATION)) {
                String author = simulation.hides(entry);
                entries.stream()
                        .filter(hidden -> hidden.author().equals(author) && hidden.n() < entry.n())
                        .forEach(hidden -> erased.add(hidden.n()));
            }
        }
        for (Entry entry : entries) {
            boolean isGone = entry.body() == null;
            // What was said about a message that is trimmed by now cannot be told from here.
            boolean isOfTrimmed = entry.of() > 0 && entry.of() < entries.get(0).n();
            if (isGone != erased.contains(entry.n()) && !(isGone && isOfTrimmed)) {
                simulation.wrong(entry.id() + " at " + entry.n() + (isGone ? " has lost its text" : " is not erased"));
            }
        }
    }
}
