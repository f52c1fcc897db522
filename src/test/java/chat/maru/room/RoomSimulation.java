package chat.maru.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Draft;
import chat.maru.log.LogStore;
import chat.maru.log.MemoryLogStore;
import chat.maru.log.Receipt;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * One room on one thread, driven by a seed: members join, lag, are cut and come back; the log is trimmed, drops what
 * its ring cannot hold, and loses its past; wake-ups are late. Every member must see every entry in order, once, or be
 * told of a gap.
 */
final class RoomSimulation {
    private static final int STEPS = 250;
    private static final int MEMBERS_MAX = 8;
    private static final int RING_ENTRIES = 60;
    private static final RoomName NAME = RoomName.parse("simulation").orElseThrow();

    private final SplittableRandom random;
    private final UnaryOperator<LogStore> engine;
    private final SimulatedCounts counts;

    /** What the fan-out has to do and has not done yet: the simulation decides when. */
    private final List<Runnable> due = new ArrayList<>();

    private final List<SimulatedMember> members = new ArrayList<>();
    private List<String> published = new ArrayList<>();
    private List<Draft> drafts = new ArrayList<>();
    private LogStore store;
    private Rooms rooms;
    private Room keeper;

    /** @param engine wraps the store, with a fault or without */
    RoomSimulation(long seed, UnaryOperator<LogStore> engine, SimulatedCounts counts) {
        this.random = new SplittableRandom(seed);
        this.engine = engine;
        this.counts = counts;
        open();
    }

    /** A new store has a new epoch and no past: what a node finds after its memory log was lost. */
    private void open() {
        store = engine.apply(new MemoryLogStore(RING_ENTRIES, 1 << 24, Clock.systemUTC()));
        rooms = new Rooms(store, due::add, OpenDoors.of(store));
        keeper = enter();
        published = new ArrayList<>();
        drafts = new ArrayList<>();
    }

    private Room enter() {
        return rooms.enter(NAME).toCompletableFuture().join();
    }

    void run() {
        for (int i = 0; i < STEPS; i++) {
            counts.steps++;
            step(random.nextInt(100));
        }
        settle();
        store.close();
    }

    private void step(int dice) {
        if (dice < 34) {
            publish();
        } else if (dice < 40) {
            retry();
        } else if (dice < 46) {
            join();
        } else if (dice < 70) {
            look(member());
        } else if (dice < 80) {
            wakeSome();
        } else if (dice < 86) {
            member().slow(random.nextBoolean());
        } else if (dice < 91) {
            cut(member());
        } else if (dice < 97) {
            resume(member());
        } else if (dice < 99) {
            trim();
        } else if (random.nextInt(4) == 0) {
            restart();
        }
    }

    private void publish() {
        for (int burst = random.nextInt(1, 6); burst > 0; burst--) {
            Draft draft = Draft.message(
                    "author" + random.nextInt(3), "name", "id" + published.size(), "text " + random.nextLong(), 0);
            Receipt receipt = append(draft);
            published.add(draft.id() + " " + draft.content());
            drafts.add(draft);
            assertThat(receipt)
                    .isEqualTo(new Receipt.Stored(
                            new chat.maru.log.Position(keeper.head().epoch(), published.size()), false));
        }
    }

    private Receipt append(Draft draft) {
        return keeper.publish(draft).toCompletableFuture().join();
    }

    private void retry() {
        if (drafts.isEmpty()) {
            return;
        }
        int which = random.nextInt(drafts.size());
        Receipt.Stored stored = (Receipt.Stored) append(drafts.get(which));
        assertThat(stored.duplicate()).isTrue();
        assertThat(stored.position().n()).isEqualTo(which + 1);
        counts.duplicates++;
    }

    private void join() {
        if (members.size() < MEMBERS_MAX) {
            SimulatedMember member = new SimulatedMember("member" + members.size(), counts);
            members.add(member);
            member.joined(enter().join(member));
        }
    }

    private SimulatedMember member() {
        if (members.isEmpty()) {
            join();
        }
        return members.get(random.nextInt(members.size()));
    }

    private void look(SimulatedMember member) {
        member.look(random.nextInt(1, 20), published);
    }

    private void wakeSome() {
        while (!due.isEmpty() && random.nextInt(5) > 0) {
            due.remove(random.nextInt(due.size())).run();
        }
    }

    private void cut(SimulatedMember member) {
        if (member.isIn()) {
            member.cut();
            keeper.leave(member);
            rooms.leave(NAME);
            counts.cuts++;
        }
    }

    private void resume(SimulatedMember member) {
        if (!member.isIn()) {
            counts.resumes++;
            member.joined(enter().resume(member, member.epoch(), member.n()));
        }
    }

    private void trim() {
        long head = keeper.head().n();
        long first = keeper.head().first();
        if (head > first) {
            counts.trims++;
            keeper.trim(random.nextLong(first + 1, head + 2));
        }
    }

    private void restart() {
        counts.restarts++;
        members.forEach(this::cut);
        rooms.leave(NAME);
        due.clear();
        store.close();
        open();
    }

    /** Everybody comes back, reads on and is level with the log. */
    private void settle() {
        members.forEach(this::resume);
        while (!due.isEmpty()) {
            due.remove(0).run();
        }
        for (SimulatedMember member : members) {
            member.slow(false);
            member.wake();
            while (member.look(7, published)) {
                // Reads on until there is nothing.
            }
            assertThat(member.n()).isEqualTo(published.size());
            assertThat(member.n()).isEqualTo(keeper.head().n());
            cut(member);
        }
        rooms.leave(NAME);
        assertThat(rooms.count()).as("an empty room is retired").isZero();
    }
}
