package chat.maru.log;

import chat.maru.room.SimulatedVisitor;
import java.util.ArrayList;
import java.util.List;

/** Whether, after some quiet, all nodes, all who read and Redis stand at one place, with one past. One thread. */
final class NodeAgreement {
    private static final int PAGE_ENTRIES = 50;
    private static final int PATIENCE_MICROS = 50_000;

    private final NodeSimulation simulation;

    NodeAgreement(NodeSimulation simulation) {
        this.simulation = simulation;
    }

    void check() {
        String text = simulation.primary().data().get(RedisKeys.of("hall").of(RedisKeys.Part.ROW));
        RedisRoom row = text == null ? RedisRoom.empty(era()) : SimulatedServer.row(text);
        for (SimulatedNode node : simulation.aliveNodes()) {
            for (RedisRoomLog log : node.store().open()) {
                if (!log.head().equals(row.head()) || !log.row().chain().equals(row.chain())) {
                    simulation.wrong(
                            node.name() + " stands at " + told(log.head()) + " and Redis at " + told(row.head()));
                }
            }
        }
        for (SimulatedVisitor visitor : simulation.visitors()) {
            if (visitor.n() != row.n() || !visitor.epoch().equals(row.epoch())) {
                simulation.wrong(visitor + " stands behind " + visitor.n() + " of " + simulation.nick(visitor.epoch())
                        + " and Redis at " + told(row.head()));
            }
        }
        List<Entry> first = null;
        for (SimulatedNode node : simulation.aliveNodes()) {
            List<Entry> entries = all(node, row);
            if (first != null && !first.equals(entries)) {
                simulation.wrong(node.name() + " reads another log than the others");
            }
            first = entries;
        }
        if (first != null) {
            simulation.truth().settle(row.head(), first, simulation.aliveNodes());
        }
    }

    private String era() {
        String key = RedisKeys.era(RedisKeys.of("hall").bucket());
        return simulation.primary().data().get(key).split(" ", 2)[0];
    }

    private String told(Head head) {
        return head.n() + " of " + simulation.nick(head.epoch()) + " from " + head.first();
    }

    private List<Entry> all(SimulatedNode node, RedisRoom row) {
        List<Entry> all = new ArrayList<>();
        long n = row.first() - 1;
        while (n < row.n()) {
            var reading = node.hall().readAfter(n, PAGE_ENTRIES).toCompletableFuture();
            node.poke();
            simulation.time().passes(PATIENCE_MICROS);
            Page page = reading.isDone() && !reading.isCompletedExceptionally() ? reading.join() : null;
            if (page == null || page.entries().isEmpty()) {
                simulation.wrong(node.name() + " cannot read on behind " + n + " of " + told(row.head()));
                return all;
            }
            for (Entry entry : page.entries()) {
                if (!all.isEmpty() && !Chain.continues(all.get(all.size() - 1).chain(), entry)) {
                    simulation.wrong(node.name() + " reads " + entry.n() + ", which does not continue the chain");
                }
                all.add(entry);
            }
            n = page.last();
        }
        return all;
    }
}
