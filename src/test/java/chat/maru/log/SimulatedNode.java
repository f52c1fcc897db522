package chat.maru.log;

import chat.maru.log.LogStore.Durability;
import chat.maru.room.FanOutThreads;
import chat.maru.room.SimulatedHall;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * A node of a simulation, from its start to its end: the product's own store and rooms, whose threads are events in
 * virtual time, and whose sockets are {@link SimulatedLine}s. One thread.
 */
final class SimulatedNode extends Clock implements RedisMachine {
    static final int CHECK_MILLIS = 1_000;
    static final int TIMEOUT_MILLIS = 3_000;
    /** Short, so that ids are forgotten in a run. */
    static final IdHorizon HORIZON = new IdHorizon(60, 3_600_000);

    private static final int IDLE_MICROS = 50_000;
    private static final int DEAF_MICROS = 500_000;
    private static final int READERS = 2;
    /** With little or nothing in memory, those who read ask Redis. */
    private static final int[] TAIL_BYTES = {0, 2_000, 1 << 20};

    private final String name;
    private final NodeSimulation simulation;
    private final SimulatedTime time;
    private final long bornNanos;
    private final RedisLogStore store;
    private final SimulatedHall hall;
    private SimulatedServer heard;
    private RedisRoomLog listened;
    private RedisWire reading;
    private RedisRoom known;
    private long aheadMillis;
    private long cutUntilNanos;
    private boolean isWriting;
    private boolean isPoked;
    private int readers;
    private boolean isDead;

    /** Starts it; fails where a node would not start, because Redis is not there. */
    SimulatedNode(String name, NodeSimulation simulation) throws IOException {
        this.name = name;
        this.simulation = simulation;
        time = simulation.time();
        bornNanos = time.nanos();
        store = new RedisLogStore(options(TAIL_BYTES[simulation.draw(3)]), this, HORIZON, this);
        FanOutThreads threads = task -> time.in(simulation.draw(200), alive(task));
        hall = new SimulatedHall(store, threads);
        heard = simulation.primary();
        idle();
    }

    private static RedisOptions options(int tailBytes) {
        RedisAddress address = RedisAddress.parse("redis://localhost");
        return new RedisOptions(address, Durability.DISK, 1 << 20, tailBytes, CHECK_MILLIS, TIMEOUT_MILLIS);
    }

    Runnable alive(Runnable task) {
        return () -> {
            if (!isDead) {
                task.run();
            }
        };
    }

    /** Nothing goes unseen for long, even if nobody pokes. */
    private void idle() {
        if (!isDead) {
            time.in(IDLE_MICROS / 2 + simulation.draw(IDLE_MICROS), this::idle);
            poke();
        }
    }

    /** There may be something for the threads to do, which they do a little later, in either order. */
    void poke() {
        if (!isPoked) {
            isPoked = true;
            time.in(simulation.draw(1_500), alive(this::read));
            time.in(simulation.draw(1_500), alive(this::write));
        }
    }

    /** What the writing thread does once. */
    private void write() {
        isPoked = false;
        if (!isWriting) {
            isWriting = true;
            store.writer().work(0);
            isWriting = false;
            // While it is being opened again it is to be found nowhere.
            known = known();
            listen();
        }
    }

    /** What a reading thread does once. */
    private void read() {
        isPoked = false;
        if (readers < READERS && !store.readers().isIdle()) {
            readers++;
            RedisWire mine = reading;
            reading = null;
            try {
                reading = store.readers().work(mine);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            readers--;
            poke();
        }
    }

    /** Listens to a room that has been opened since. */
    private void listen() {
        List<RedisRoomLog> open = store.open();
        RedisRoomLog now = open.isEmpty() ? null : open.get(0);
        if (now != listened) {
            listened = now;
            subscribe();
        }
    }

    private void subscribe() {
        RedisRoomLog log = listened;
        if (log != null) {
            time.in(
                    simulation.draw(3_000),
                    alive(() -> hear("subscribe", log.keys().channel(), "1")));
        }
    }

    private void hear(String kind, String channel, String message) {
        try {
            store.listeners().at(RedisListeners.ONLY).hear(List.of(bytes(kind), bytes(channel), bytes(message)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        poke();
    }

    private static byte[] bytes(String text) {
        return SimulatedCommands.bytes(text);
    }

    /** A wake-up that comes from a server, if this node listens to that one. */
    void heardFrom(SimulatedServer server, String channel, String message) {
        if (server == heard && !isCut() && !isDead) {
            hear("message", channel, message);
        }
    }

    /** The listener has lost its connection, and has another some time later. */
    void deafen() {
        heard = null;
        time.in(DEAF_MICROS + simulation.draw(1_000), alive(() -> {
            if (isCut() || simulation.isAway()) {
                deafen();
            } else {
                heard = simulation.primary();
                subscribe();
            }
        }));
    }

    /** Nothing goes between this node and Redis for so long. */
    void cut(long micros) {
        cutUntilNanos = time.nanos() + micros * 1_000;
        deafen();
    }

    boolean isCut() {
        return time.nanos() < cutUntilNanos;
    }

    void die() {
        isDead = true;
    }

    boolean isDead() {
        return isDead;
    }

    /** Has this node's clock jump. */
    void jump(long millis) {
        aheadMillis += millis;
    }

    /** Where it last saw the room, open now or not; {@code null} where it has not since it was started. */
    RedisRoom known() {
        for (RedisRoomLog log : store.open()) {
            if (log.isKnown()) {
                return log.row();
            }
        }
        return store.remembered().getOrDefault("hall", known);
    }

    /** Whether it knows the room, or may be about to. */
    boolean mayKnow() {
        return isWriting || known() != null;
    }

    SimulatedHall hall() {
        return hall;
    }

    RedisLogStore store() {
        return store;
    }

    String name() {
        return name;
    }

    @Override
    public RedisConnection connect(RedisAddress address, int timeoutMillis) throws IOException {
        time.passes(50 + simulation.draw(300));
        if (isCut() || simulation.isAway() || isDead) {
            time.passes(isCut() ? timeoutMillis * 500L : 0);
            throw new IOException("nothing answers there");
        }
        return new SimulatedLine(new SimulatedPeer(simulation, this, simulation.primary())).connection();
    }

    @Override
    public long nanoTime() {
        return time.nanos() - bornNanos;
    }

    /** None is started: {@link #write} and {@link #read} do what they would do. */
    @Override
    public Thread start(String threadName, Runnable work) {
        return new Thread(work, threadName);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(1_700_000_000_000L + time.millis() + aheadMillis);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
