package chat.maru.room;

import chat.maru.log.LogStore;
import chat.maru.log.MemoryLogStore;
import chat.maru.log.Neighbours;
import chat.maru.support.PassingStore;
import java.time.Clock;

/** A store of one node's own, which has neighbours nevertheless: for tests that are not about the log. */
final class NodeStore extends PassingStore {
    private final Neighbours neighbours;

    private NodeStore(LogStore store, Neighbours neighbours) {
        super(store, log -> log);
        this.neighbours = neighbours;
    }

    static NodeStore of(Neighbours neighbours) {
        return new NodeStore(new MemoryLogStore(100, 1 << 20, Clock.systemUTC()), neighbours);
    }

    @Override
    public Neighbours neighbours() {
        return neighbours;
    }
}
