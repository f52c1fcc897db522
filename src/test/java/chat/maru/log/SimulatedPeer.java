package chat.maru.log;

import java.io.IOException;
import java.util.List;

/** What lies between a node and the Redis that it has connected to: time, and cuts. One thread. */
final class SimulatedPeer implements SimulatedLine.Peer {
    /** On one connection, in the minutes that a simulation has: who asks more often goes round in a circle. */
    private static final int COMMANDS_MAX = 50_000;

    private final NodeSimulation simulation;
    private final SimulatedNode node;
    private final SimulatedServer server;
    private final long outages;
    private boolean isCut;
    private int commands;

    SimulatedPeer(NodeSimulation simulation, SimulatedNode node, SimulatedServer server) {
        this.simulation = simulation;
        this.node = node;
        this.server = server;
        outages = simulation.outages();
    }

    @Override
    public void before() throws IOException {
        way();
    }

    @Override
    public Object run(List<String> command) throws IOException {
        if (simulation.isStruck()) {
            cut();
        }
        if (++commands > COMMANDS_MAX) {
            simulation.wrong(node.name() + " asks Redis for ever");
        }
        return simulation.run(node, server, command);
    }

    @Override
    public void after() throws IOException {
        way();
    }

    private void way() throws IOException {
        simulation.time().passes(simulation.wayMicros());
        if (simulation.isStruck()) {
            cut();
        }
        check();
    }

    private void cut() throws IOException {
        isCut = true;
        check();
    }

    @Override
    public void check() throws IOException {
        if (node.isCut() && !isCut) {
            isCut = true;
            // Nobody says that it is cut: who waits for an answer learns it from the time it takes.
            simulation.time().passes(SimulatedNode.TIMEOUT_MILLIS * 1_000L);
        }
        boolean isOver = simulation.time().isOver();
        if (isCut || isOver || node.isDead() || server.isGone() || outages != simulation.outages()) {
            isCut = true;
            throw new IOException("the line is cut");
        }
    }
}
