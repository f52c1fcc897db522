package chat.maru.log;

import chat.maru.log.NodeCounts.Event;
import chat.maru.log.RedisKeys.Part;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Whether a room got a new epoch only where something was lost, or where nobody could know that. One thread. */
final class NodeEpochs {
    private static final RedisKeys KEYS = RedisKeys.of("hall");

    private final NodeSimulation simulation;
    private final Set<String> epochs = new HashSet<>();
    private final Set<String> eras = new HashSet<>();
    private int failovers;
    private int losses;
    private int clears;
    private int doubts;

    NodeEpochs(NodeSimulation simulation) {
        this.simulation = simulation;
    }

    /** Another Redis has taken the place of {@code from}, and may not have all of it. */
    void failedOver(SimulatedServer from, SimulatedServer to) {
        failovers++;
        if (!Objects.equals(withoutEra(from), withoutEra(to))) {
            losses++;
        }
    }

    private static RedisRoom withoutEra(SimulatedServer server) {
        String row = server.data().get(KEYS.of(Part.ROW));
        return row == null ? null : SimulatedServer.row(row).in("-");
    }

    /** A commit has changed the room in Redis. */
    void committed(SimulatedNode node, SimulatedServer server, RedisRoom before, RedisRoom after) {
        epochs.add(after.epoch());
        eras.add(after.era());
        if (after.n() == 0 && before.n() > 0) {
            simulation.count(Event.CLEAR);
            clears++;
        } else if (!before.epoch().equals(after.epoch())) {
            renewed(node, server, before, after);
        }
        if (server != simulation.primary()) {
            losses++;
        }
    }

    private void renewed(SimulatedNode node, SimulatedServer server, RedisRoom before, RedisRoom after) {
        RedisRoom known = node.known();
        boolean isKnown = known != null && known.epoch().equals(before.epoch());
        if (isKnown && hasAll(server, before, known)) {
            simulation.wrong(node.name() + " gives a new epoch to a room of which it misses nothing");
        } else if (!isKnown && !node.store().hasLeft("hall", before.epoch())) {
            simulation.count(Event.DOUBTED);
            doubts++;
            if (before.era().equals(after.era())) {
                simulation.wrong(node.name() + " doubts a room that was changed in its own era");
            }
        }
    }

    /** Whether what {@code server} has continues what is {@code known}; not where it is trimmed beyond that. */
    private static boolean hasAll(SimulatedServer server, RedisRoom row, RedisRoom known) {
        if (known.n() == row.n()) {
            return known.chain().equals(row.chain());
        }
        List<String> head = server.data().stream(KEYS.of(Part.HEADS)).get(known.n());
        return head != null
                && RedisBytes.entry(known.n(), SimulatedCommands.bytes(head.get(1)), new byte[0])
                        .chain()
                        .equals(known.chain());
    }

    void check() {
        if (epochs.size() > 1 + losses + clears + doubts) {
            simulation.wrong(epochs.size() + " epochs, and only " + losses + " losses, " + clears + " clears, " + doubts
                    + " doubts");
        }
        if (doubts > failovers || eras.size() > 1 + failovers) {
            simulation.wrong(doubts + " doubts in " + eras.size() + " eras, and only " + failovers + " failovers");
        }
    }
}
