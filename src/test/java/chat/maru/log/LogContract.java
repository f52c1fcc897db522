package chat.maru.log;

import static chat.maru.log.Await.await;
import static org.assertj.core.api.Assumptions.assumeThat;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every part of the contract test needs: a store with one open room, and how an engine makes such stores. */
abstract class LogContract {
    final TestClock clock = new TestClock();
    LogStore store;
    RoomLog log;

    /** A store with nothing in it and room enough. */
    abstract LogStore fresh() throws Exception;

    /** Closes {@code store} and opens what it has left. An engine that leaves nothing is not {@link #durable}. */
    abstract LogStore restart(LogStore open) throws Exception;

    /** A store that holds a few dozen messages of 1,000 characters, but not a thousand. */
    abstract LogStore tiny() throws Exception;

    /** Whether rooms outlive their store. */
    abstract boolean durable();

    @BeforeEach
    void open() throws Exception {
        store = fresh();
        log = await(store.open("hall", "Hall"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    final void restart() throws Exception {
        assumeThat(durable()).as("only what is durable can be restarted").isTrue();
        store = restart(store);
        log = await(store.open("hall", "HALL"));
    }

    final void replaceStoreByTiny() throws Exception {
        store.close();
        store = tiny();
        log = await(store.open("hall", "Hall"));
    }

    static Refused refused(Reason reason) {
        return new Refused(reason);
    }

    /** Position {@code n} in this log. */
    final Position at(long n) {
        return new Position(log.head().epoch(), n);
    }
}
