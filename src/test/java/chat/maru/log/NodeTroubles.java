package chat.maru.log;

import chat.maru.log.NodeCounts.Event;

/** Has things happen to nodes and Redis, until a simulation is calm, and asks for history in between. One thread. */
final class NodeTroubles {
    /** The longest that anything is away. */
    static final int LONGEST_MILLIS = 5_000;

    private final NodeSimulation simulation;
    private final SimulatedWeather weather;

    NodeTroubles(NodeSimulation simulation, SimulatedWeather weather) {
        this.simulation = simulation;
        this.weather = weather;
    }

    void begin() {
        again(weather.crashes(), 2_500_000, () -> simulation.crash(simulation.draw(3)));
        again(weather.failovers() > 0, weather.failovers(), simulation::failOver);
        again(weather.crashes() && weather.failovers() > 0, 12_000_000, this::crashAll);
        again(weather.cuts() > 5, 5_000_000, simulation::restartRedis);
        again(weather.cuts() > 0, 4_000_000, this::cut);
        again(weather.trims(), 1_500_000, this::trim);
        again(weather.clears(), 8_000_000, this::clear);
        again(true, 2_000_000, this::jump);
        again(true, 250_000, this::look);
    }

    private void again(boolean happens, int micros, Runnable trouble) {
        if (happens) {
            simulation.time().in(micros / 4 + simulation.draw(micros), () -> {
                if (!simulation.isCalm()) {
                    trouble.run();
                    again(true, micros, trouble);
                }
            });
        }
    }

    /** Nodes and Redis end together, and nobody is left who knows what was lost. */
    private void crashAll() {
        for (int place = 0; place < NodeSimulation.NODES; place++) {
            simulation.crash(place);
        }
        simulation.failOver();
    }

    private void cut() {
        SimulatedNode node = simulation.aNode();
        if (node != null) {
            simulation.count(Event.NODE_CUT);
            simulation.trace(() -> node.name() + " is cut from Redis");
            node.cut(simulation.draw(3_000_000));
        }
    }

    private void jump() {
        SimulatedNode node = simulation.aNode();
        if (node != null) {
            simulation.count(Event.CLOCK_JUMPED);
            node.jump(simulation.draw(14_400_000) - 7_200_000);
        }
    }

    private void trim() {
        SimulatedNode node = simulation.aNode();
        if (node != null && !node.store().open().isEmpty()) {
            Head head = node.store().open().get(0).head();
            long first = head.first() + simulation.draw((int) (head.n() - head.first() + 2));
            simulation.count(Event.TRIM);
            simulation.trace(() -> node.name() + " trims to " + first);
            node.hall().trim(first);
            node.poke();
        }
    }

    private void clear() {
        SimulatedNode node = simulation.aNode();
        if (node != null) {
            simulation.trace(() -> node.name() + " clears");
            node.hall().clear();
            node.poke();
        }
    }

    /** Somebody asks for history. */
    private void look() {
        SimulatedNode node = simulation.aNode();
        if (node != null) {
            node.hall().history(1 + simulation.draw(20)).thenAccept(history -> {
                if (!node.isDead()) {
                    seen(node, history);
                }
            });
            node.poke();
        }
    }

    private void seen(SimulatedNode node, History history) {
        simulation.count(Event.HISTORY);
        simulation.trace(() -> node.name() + " shows history up to "
                + history.head().n() + " of " + simulation.nick(history.head().epoch()));
        for (Folded folded : history.messages()) {
            simulation.truth().entry(node, history.head().epoch(), folded.message());
            if (folded.edit() != null) {
                simulation.truth().entry(node, history.head().epoch(), folded.edit());
            }
        }
    }
}
