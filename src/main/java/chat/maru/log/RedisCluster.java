package chat.maru.log;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as one thread talks to it: each command goes to the master that has its key, after it where that has moved.
 * A master that fails takes with it what was asked of it, and nothing else. Used by one thread.
 */
final class RedisCluster implements RedisWire {
    /** How often a command is sent on. More often nothing moves at once. */
    private static final int REDIRECTIONS_MAX = 5;

    private final RedisSlots slots;
    private final RedisOpener opener;
    private final BiConsumer<String, String> away;
    private final Map<String, RedisMaster> masters = new HashMap<>();
    private final Queue<RedisAsk> asks = new ArrayDeque<>();

    /** @param away is told which master cannot be used, and why */
    RedisCluster(RedisSlots slots, RedisOpener opener, BiConsumer<String, String> away) {
        this.slots = slots;
        this.opener = opener;
        this.away = away;
    }

    @Override
    public void send(RedisCommand command) {
        asks.add(sent(command));
    }

    private RedisAsk sent(RedisCommand command) {
        RedisAsk ask = new RedisAsk(command);
        int slot = RedisSlot.of(command.key());
        String place = slots.master(slot);
        if (place == null) {
            ask.fail(new IOException("no master of the cluster has slot " + slot));
        } else {
            master(place).send(ask);
        }
        return ask;
    }

    RedisMaster master(String place) {
        return masters.computeIfAbsent(place, first -> new RedisMaster(place, opener, away));
    }

    @Override
    public void flush() {
        masters.values().forEach(RedisMaster::flush);
    }

    @Override
    public @Nullable Object read() throws IOException {
        return read(asks.remove());
    }

    private @Nullable Object read(RedisAsk sent) throws IOException {
        RedisAsk ask = sent;
        for (int left = REDIRECTIONS_MAX; ; left--) {
            RedisMaster from = ask.master();
            if (from == null) {
                return ask.reply();
            }
            from.read(ask);
            Object reply = ask.reply();
            if (!(reply instanceof RedisError error)) {
                return reply;
            }
            if (error.is("NOSCRIPT")) {
                // It has forgotten them, and gets them with a new connection.
                from.broken(error);
                throw new IOException(from.place() + " has forgotten its scripts", error);
            }
            boolean isAsk = error.is("ASK");
            if (left == 0 || (!isAsk && !error.is("MOVED"))) {
                return reply;
            }
            String target = isAsk ? RedisSlots.target(error, from.place()) : slots.moved(error, from.place());
            ask = follow(ask.command(), master(target), isAsk);
        }
    }

    /** Sends {@code command} on. The replies to what was sent there before are read first, and kept. */
    private static RedisAsk follow(RedisCommand command, RedisMaster master, boolean isAsk) {
        RedisAsk ask = new RedisAsk(command);
        if (isAsk) {
            master.send(new RedisAsk(RedisCommand.of("ASKING")));
        }
        master.send(ask);
        master.flush();
        return ask;
    }

    /** A way whose replies are its own. */
    @Override
    public RedisWire part() {
        return new Part();
    }

    @Override
    public List<RedisWire> servers() {
        return slots.masters().stream()
                .<RedisWire>map(place -> new Server(master(place)))
                .toList();
    }

    /** The masters that the thread is connected to. */
    List<RedisMaster> connected() {
        return masters.values().stream()
                .filter(master -> master.connected() != null)
                .toList();
    }

    /** Lets go of those that are no masters any more, and gives their places. */
    List<String> retire() {
        List<String> gone = new ArrayList<>(masters.keySet());
        gone.removeAll(slots.masters());
        for (String place : gone) {
            RedisMaster master = masters.remove(place);
            if (master != null) {
                master.close();
            }
        }
        return gone;
    }

    @Override
    public void close() {
        masters.values().forEach(RedisMaster::close);
        masters.clear();
        asks.clear();
    }

    private final class Part implements RedisWire {
        private final Queue<RedisAsk> own = new ArrayDeque<>();

        @Override
        public void send(RedisCommand command) {
            own.add(sent(command));
        }

        @Override
        public void flush() {
            RedisCluster.this.flush();
        }

        @Override
        public @Nullable Object read() throws IOException {
            return RedisCluster.this.read(own.remove());
        }

        @Override
        public List<RedisWire> servers() {
            return RedisCluster.this.servers();
        }

        @Override
        public void close() {
            own.clear();
        }
    }

    private static final class Server implements RedisWire {
        private final RedisMaster master;
        private final Queue<RedisAsk> own = new ArrayDeque<>();

        Server(RedisMaster master) {
            this.master = master;
        }

        @Override
        public void send(RedisCommand command) {
            RedisAsk ask = new RedisAsk(command);
            master.send(ask);
            own.add(ask);
        }

        @Override
        public void flush() {
            master.flush();
        }

        @Override
        public @Nullable Object read() throws IOException {
            RedisAsk ask = own.remove();
            master.read(ask);
            return ask.reply();
        }

        @Override
        public void close() {
            own.clear();
        }
    }
}
