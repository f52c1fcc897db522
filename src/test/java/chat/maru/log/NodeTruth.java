package chat.maru.log;

import chat.maru.log.NodeCounts.Event;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was said, stored, told and lost in a simulation, and whether it agrees: all that anybody was told by an ack, by
 * an entry or by history, on any node. One thread.
 */
final class NodeTruth {
    private final NodeSimulation simulation;
    private final Map<String, Draft> drafts = new HashMap<>();
    /** Who was shown which entry at a position, and by which node. */
    private final Map<Position, Map<String, Set<SimulatedNode>>> shown = new LinkedHashMap<>();

    private final Map<String, Long> places = new HashMap<>();
    private final Map<String, Position> acks = new LinkedHashMap<>();
    private final Map<String, Long> newestAck = new HashMap<>();
    private final Map<Position, Set<String>> lost = new LinkedHashMap<>();
    private final Set<String> lostIds = new HashSet<>();
    private final Set<String> givenUp = new HashSet<>();
    private final Set<String> gone = new HashSet<>();
    private final Set<Position> unremembered = new HashSet<>();
    private final NodeEpochs epochs;

    NodeTruth(NodeSimulation simulation) {
        this.simulation = simulation;
        epochs = new NodeEpochs(simulation);
    }

    static String key(String author, String id) {
        return author + "/" + id;
    }

    void drafted(Draft draft) {
        drafts.put(key(draft.author(), draft.id()), draft);
    }

    Draft draft(Entry entry) {
        return drafts.get(key(entry.author(), entry.id()));
    }

    /** A draft is on its way; gives how far each epoch was acknowledged by then. */
    Map<String, Long> invoked() {
        return Map.copyOf(newestAck);
    }

    /** @param floors what {@link #invoked} gave when the draft was said for the first time */
    void acked(SimulatedNode node, Draft draft, Receipt.Stored stored, Map<String, Long> floors) {
        simulation.count(stored.duplicate() ? Event.DUPLICATE : Event.ACK);
        Position position = stored.position();
        String key = key(draft.author(), draft.id());
        show(node, position, key);
        acks.putIfAbsent(key, position);
        long floor = floors.getOrDefault(position.epoch(), 0L);
        if (position.n() <= floor && !isLost(new Position(position.epoch(), floor)) && !isLost(position)) {
            simulation.wrong(key + " was said behind the ack of " + floor + " and is at " + position.n());
        }
        newestAck.merge(position.epoch(), position.n(), Math::max);
        for (RedisRoomLog log : node.store().open()) {
            Head head = log.head();
            if (head.epoch().equals(position.epoch()) && head.n() < position.n()) {
                simulation.wrong(key + " was acknowledged before it could be read");
            }
        }
    }

    void refused(Draft draft, Receipt.Reason reason) {
        simulation.count(Event.REFUSED);
        boolean isAboutMessage = draft.of() > 0 && reason != Receipt.Reason.ID_REUSED;
        if (!isAboutMessage) {
            simulation.wrong(key(draft.author(), draft.id()) + " was refused: " + reason);
        }
    }

    /** All that came of a draft was that it is not stored, and nobody says it again. */
    void givenUp(Draft draft) {
        givenUp.add(key(draft.author(), draft.id()));
    }

    /** A node has shown an entry to somebody. */
    void show(SimulatedNode node, Position position, String key) {
        if (givenUp.contains(key)) {
            simulation.wrong(key + " was called not stored, and is at " + position.n());
        }
        Map<String, Set<SimulatedNode>> here = shown.computeIfAbsent(position, none -> new LinkedHashMap<>());
        if (!here.isEmpty() && !here.containsKey(key)) {
            if (isLost(position) && !unremembered.contains(position)) {
                simulation.count(Event.TWO_ENTRIES);
                simulation.trace(() -> key + " stands at " + position.n() + ", where " + here.keySet() + " is lost");
            } else {
                simulation.wrong(position.n() + " of one epoch is " + key + " and is " + here.keySet());
            }
        }
        here.computeIfAbsent(key, none -> new HashSet<>()).add(node);
        Long before = places.put(position.epoch() + " " + key, position.n());
        boolean isForgotten = before != null && Math.abs(before - position.n()) > SimulatedNode.HORIZON.ids();
        if (before != null && before != position.n() && !isForgotten) {
            if (!isLost(position) && !isLost(new Position(position.epoch(), before))) {
                simulation.wrong(key + " is at " + before + " and at " + position.n() + " of one epoch");
            }
        }
    }

    void entry(SimulatedNode node, String epoch, Entry entry) {
        String key = key(entry.author(), entry.id());
        show(node, new Position(epoch, entry.n()), key);
        Draft draft = drafts.get(key);
        Body body = entry.body();
        if (draft == null || !draft.kind().equals(entry.kind()) || draft.of() != entry.of()) {
            simulation.wrong(key + " at " + entry.n() + " is nothing that was said");
        } else if (body != null && !body.content().equals(draft.content())) {
            simulation.wrong(key + " at " + entry.n() + " reads \"" + body.content() + "\"");
        }
    }

    /** Somebody is about to clear the room: what it holds is meant to go. */
    void clearing(SimulatedServer server) {
        server.data().stream(RedisKeys.of("hall").of(RedisKeys.Part.HEADS)).forEach((n, fields) -> {
            Entry entry = RedisBytes.entry(n, SimulatedCommands.bytes(fields.get(1)), new byte[0]);
            gone.add(key(entry.author(), entry.id()));
        });
    }

    /** A commit has changed a room in Redis. */
    void committed(SimulatedNode node, SimulatedServer server, RedisRoom before, RedisRoom after) {
        boolean isSame = before.epoch().equals(after.epoch());
        if (isSame && after.n() < before.n()) {
            simulation.wrong("a commit went back from " + before.n() + " to " + after.n());
        }
        epochs.committed(node, server, before, after);
        if (server != simulation.primary()) {
            lose(server, before.epoch().equals(after.epoch()) ? before.n() : 0, Map.of());
        }
    }

    /** Another Redis has taken the place of {@code from}, and may not have all of it. */
    void failedOver(SimulatedServer from, SimulatedServer to) {
        String key = RedisKeys.of("hall").of(RedisKeys.Part.ROW);
        epochs.failedOver(from, to);
        boolean isRemembered = simulation.aliveNodes().stream().anyMatch(SimulatedNode::mayKnow);
        Set<Position> before = Set.copyOf(lost.keySet());
        lose(from, 0, to.data().stream(RedisKeys.of("hall").of(RedisKeys.Part.HEADS)));
        if (to.data().get(key) != null) {
            // What came before a clear is lost when the clear is, and the end of it with it.
            RedisRoom row = SimulatedServer.row(to.data().get(key));
            shown.forEach((position, ids) -> {
                if (position.epoch().equals(row.epoch()) && position.n() > row.n()) {
                    ids.keySet().forEach(id -> lose(position, id));
                }
            });
        }
        if (!isRemembered) {
            forget(before);
        }
    }

    /** One that took over, and that no node has come to yet, will look like one that was never a replica. */
    void restarting(SimulatedServer server) {
        if (!server.isSeen()) {
            unremembered.clear();
        }
    }

    /** Nobody is left who knows the room, and so each who opens it has to doubt it. */
    private void forget(Set<Position> before) {
        lost.keySet().stream().filter(position -> !before.contains(position)).forEach(unremembered::add);
    }

    private void lose(Position position, String id) {
        if (lost.computeIfAbsent(position, none -> new LinkedHashSet<>()).add(id)) {
            simulation.count(Event.ENTRY_LOST);
            simulation.trace(
                    () -> "lost is " + id + " at " + position.n() + " of " + simulation.nick(position.epoch()));
            lostIds.add(id);
        }
    }

    private void lose(SimulatedServer from, long after, Map<Long, List<String>> kept) {
        RedisKeys keys = RedisKeys.of("hall");
        String row = from.data().get(keys.of(RedisKeys.Part.ROW));
        if (row == null) {
            return;
        }
        String epoch = SimulatedServer.row(row).epoch();
        from.data().stream(keys.of(RedisKeys.Part.HEADS)).tailMap(after, false).forEach((n, fields) -> {
            if (!fields.equals(kept.get(n))) {
                Entry entry = RedisBytes.entry(n, SimulatedCommands.bytes(fields.get(1)), new byte[0]);
                lose(new Position(epoch, n), key(entry.author(), entry.id()));
            }
        });
    }

    private boolean isLost(Position position) {
        return lost.containsKey(position);
    }

    boolean hasLost(String epoch, long n) {
        return isLost(new Position(epoch, n));
    }

    /**
     * At the end, when all nodes hold {@code entries}: nothing acknowledged is missing, or those who saw it were told.
     */
    void settle(Head head, List<Entry> entries, List<SimulatedNode> alive) {
        Map<String, Entry> held = new HashMap<>();
        entries.forEach(entry -> held.put(key(entry.author(), entry.id()), entry));
        acks.forEach((key, position) -> {
            Entry entry = held.get(key);
            boolean isExcused = position.n() < head.first()
                    || lostIds.contains(key)
                    || gone.contains(key)
                    || (entry != null && !position.epoch().equals(head.epoch()));
            if (!isExcused && (entry == null || entry.n() != position.n())) {
                simulation.wrong(key + " was acknowledged at " + position.n() + " and is not there");
            }
        });
        epochs.check();
        lost.forEach((position, ids) -> ids.forEach(id -> {
            Entry entry = held.get(id);
            boolean isSame = entry != null && entry.n() == position.n();
            Set<SimulatedNode> nodes = shown.getOrDefault(position, Map.of()).getOrDefault(id, Set.of());
            if (!isSame && position.epoch().equals(head.epoch()) && !nodes.isEmpty() && position.n() >= head.first()) {
                untold(
                        position,
                        id,
                        nodes.stream()
                                .filter(alive::contains)
                                .map(SimulatedNode::name)
                                .toList());
            }
        }));
        new NodeErasures(simulation, entries).check();
        entries.forEach(entry -> alive.forEach(node -> entry(node, head.epoch(), entry)));
    }

    private void untold(Position position, String id, List<String> alive) {
        if (alive.isEmpty() && !unremembered.contains(position)) {
            simulation.count(Event.LOSS_UNTOLD);
        } else {
            simulation.wrong(id + " was shown at " + position.n() + " by " + alive + ", is lost, and nobody was told");
        }
    }
}
