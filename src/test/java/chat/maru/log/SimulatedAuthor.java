package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import chat.maru.log.Receipt.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Somebody who says one thing after the other, each until it is known what became of it: after a while without an
 * answer, and where the outcome is unknown, it says the same with the same id again, on this node or another. One
 * thread.
 */
final class SimulatedAuthor {
    private static final int PATIENCE_MICROS = 2_000_000;

    private final String name;
    private final NodeSimulation simulation;
    /** What it has said and knows the place of. */
    private final List<Position> places = new ArrayList<>();

    private Draft draft;
    private int left;
    private int count;
    private int tries;
    /** How often {@link #draft} went to a node. */
    private int said;
    /** How far the log was acknowledged when {@link #draft} was said first. */
    private Map<String, Long> floors = Map.of();

    SimulatedAuthor(String name, int drafts, NodeSimulation simulation) {
        this.name = name;
        this.simulation = simulation;
        left = drafts;
    }

    boolean isDone() {
        return draft == null && left == 0;
    }

    /** Says the next thing. */
    void next() {
        draft = null;
        if (left > 0) {
            left--;
            draft = draft(name + "-" + ++count);
            simulation.truth().drafted(draft);
            floors = simulation.truth().invoked();
            tries = 0;
            said = 0;
            say(draft);
        }
    }

    private Draft draft(String id) {
        int dice = simulation.draw(100);
        Position own =
                places.isEmpty() ? null : places.get(places.size() - 1 - simulation.draw(Math.min(places.size(), 8)));
        if (own == null || dice < 68) {
            return Draft.message(name, name, id, "text of " + id, 0);
        } else if (dice < 78) {
            return Draft.edit(name, name, id, own.n(), "text of " + id);
        } else if (dice < 86) {
            return Draft.delete(name, name, id, own.n(), "", simulation.draw(3) == 0);
        } else if (dice < 93) {
            return Draft.reaction(name, name, id, own.n(), new Mark("+" + simulation.draw(3), simulation.draw(4) > 0));
        } else if (dice < 98) {
            return Draft.state(name, name, id, "topic", "text of " + id);
        }
        return Draft.moderation(name, name, id, "hides", Map.of(), simulation.anAuthor());
    }

    private void say(Draft now) {
        tries++;
        int mine = tries;
        SimulatedNode node = simulation.aNode();
        if (node != null) {
            say(now, node);
            if (simulation.draw(20) == 0) {
                say(now, simulation.aNode());
            }
        }
        simulation.time().in(PATIENCE_MICROS, () -> {
            if (now == draft && mine == tries) {
                say(now);
            }
        });
    }

    private void say(Draft now, SimulatedNode node) {
        said++;
        Map<String, Long> before = floors;
        simulation.trace(
                () -> name + " says " + now.kind() + " " + now.id() + " of " + now.of() + " on " + node.name());
        node.hall().publish(now).whenComplete((receipt, failure) -> {
            if (!node.isDead()) {
                answered(now, node, receipt, before);
            }
        });
        node.poke();
    }

    private void answered(Draft now, SimulatedNode node, Receipt receipt, Map<String, Long> floor) {
        simulation.trace(() -> name + " hears of " + now.id() + " from " + node.name() + ": " + told(receipt));
        if (receipt instanceof Stored stored) {
            simulation.truth().acked(node, now, stored, floor);
        }
        if (now != draft) {
            return;
        }
        boolean isOpen = receipt == null || (receipt instanceof Refused refused && isOpen(refused.reason()));
        boolean isSure = receipt instanceof Refused refused && refused.reason() != Reason.UNKNOWN;
        if (isSure && said == 1 && simulation.draw(3) == 0) {
            // It was said once, and not stored: so it must never be seen.
            simulation.truth().givenUp(now);
            draft = null;
            simulation.time().in(simulation.draw(250_000), this::next);
            return;
        }
        if (isOpen) {
            int before = tries;
            simulation.time().in(50_000 + simulation.draw(300_000), () -> {
                if (now == draft && tries == before) {
                    say(now);
                }
            });
            return;
        }
        if (receipt instanceof Stored stored && now.kind().equals(Kind.MESSAGE)) {
            places.add(stored.position());
        } else if (receipt instanceof Refused refused) {
            simulation.truth().refused(now, refused.reason());
        }
        settled(now);
    }

    /** Without the epoch, which is another each time that a seed is run. */
    private String told(Receipt receipt) {
        if (receipt instanceof Stored stored) {
            return (stored.duplicate() ? "again " : "") + stored.position().n() + " of "
                    + simulation.nick(stored.position().epoch());
        }
        return String.valueOf(receipt);
    }

    private static boolean isOpen(Reason reason) {
        return reason == Reason.UNKNOWN || reason == Reason.STOPPED || reason == Reason.BUSY;
    }

    /** What came of it is known; now and then it is said once more all the same, as by one who has not heard. */
    private void settled(Draft now) {
        draft = null;
        SimulatedNode other = simulation.draw(6) == 0 ? simulation.aNode() : null;
        if (other != null) {
            say(now, other);
        }
        simulation.time().in(simulation.draw(250_000), this::next);
    }
}
