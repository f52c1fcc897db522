package chat.maru.log;

import chat.maru.log.NodeCounts.Event;
import chat.maru.room.SimulatedVisitor;

/** Where a visitor is, and what it sees there. One thread. */
final class NodeVisit implements SimulatedVisitor.Eyes {
    private final NodeSimulation simulation;
    private final SimulatedVisitor visitor;
    private SimulatedNode node;
    private Entry last;

    NodeVisit(int number, NodeSimulation simulation) {
        this.simulation = simulation;
        visitor = new SimulatedVisitor(
                number,
                task -> simulation.time().in(pause(), () -> {
                    task.run();
                    node.poke();
                }),
                this);
        simulation.time().in(simulation.draw(1_000_000), this::wander);
    }

    private int pause() {
        return simulation.isCalm() || simulation.draw(10) > 0 ? simulation.draw(2_000) : simulation.draw(500_000);
    }

    SimulatedVisitor visitor() {
        return visitor;
    }

    /** Comes and goes. */
    private void wander() {
        if (!simulation.isCalm() && !visitor.isAway() && simulation.draw(4) == 0) {
            visitor.cut(true);
        }
        come();
        simulation.time().in(50_000 + simulation.draw(simulation.isCalm() ? 100_000 : 1_500_000), this::wander);
    }

    void come() {
        SimulatedNode to = visitor.isAway() ? simulation.aNode() : null;
        if (to != null) {
            node = to;
            simulation.trace(() -> visitor + " comes to " + to.name() + " behind " + visitor.n() + " of "
                    + simulation.nick(visitor.epoch()));
            visitor.come(to.hall());
            to.poke();
        }
    }

    /** A node has crashed. */
    void lost(SimulatedNode dead) {
        if (node == dead) {
            visitor.cut(false);
        }
    }

    @Override
    public int appetite() {
        return 1 + simulation.draw(10);
    }

    @Override
    public void entry(SimulatedVisitor who, Entry entry) {
        simulation.count(Event.ENTRY);
        simulation.trace(() -> visitor + " gets " + entry.id() + " at " + entry.n() + " from " + node.name());
        simulation.truth().entry(node, visitor.epoch(), entry);
        Entry before = last;
        last = entry;
        if (before != null && before.n() == entry.n() - 1) {
            boolean isExcused = simulation.truth().hasLost(visitor.epoch(), before.n())
                    || simulation.truth().hasLost(visitor.epoch(), entry.n());
            boolean continues = Chain.continues(before.chain(), entry) && entry.atMillis() >= before.atMillis();
            if (!continues && !isExcused) {
                simulation.wrong(visitor + " gets " + entry.n() + ", which does not continue what it has got");
            }
        }
    }

    @Override
    public void gap(SimulatedVisitor who, String cause, Head head) {
        if (cause.equals("DAMAGED")) {
            simulation.wrong(visitor + " is told of damage, and nobody has done any");
            return;
        }
        simulation.count(Event.valueOf("GAP_" + cause));
        simulation.trace(() -> visitor + " is told of " + cause + " by " + node.name() + " and stands behind "
                + visitor.n() + " of " + simulation.nick(head.epoch()));
        last = null;
    }

    @Override
    public void wrong(SimulatedVisitor who, String what) {
        simulation.wrong(who + " " + what);
    }
}
