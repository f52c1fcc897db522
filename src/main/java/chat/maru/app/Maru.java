package chat.maru.app;

import chat.maru.access.Origins;
import chat.maru.access.Policy;
import chat.maru.endpoint.Connections;
import chat.maru.endpoint.HandshakeConfigurator;
import chat.maru.endpoint.Watch;
import chat.maru.log.LogStore;
import chat.maru.room.Rooms;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One Maru, wired: store, rooms, connections, watch. Thread-safe; {@link #close} once.
 *
 * <p>Whoever embeds it starts it before the WebSocket container takes connections, registers
 * {@link chat.maru.endpoint.ChatEndpoint} and, if wanted, {@link chat.maru.endpoint.Aliases}, and closes it before the
 * container.
 */
public final class Maru implements AutoCloseable {
    private static final long CLOSE_MILLIS_MAX = 3_000;

    private final Workers workers = new Workers();
    private final LogStore store;
    private final Policy policy;
    private final Rooms rooms;
    private final Connections connections;
    private final Watch watch;
    private volatile boolean closing;

    private Maru(Settings settings, LogStore store) {
        this.store = store;
        this.policy = new Policy(new Origins(settings.origins()), settings.moderators());
        this.rooms = new Rooms(store, workers.threads().fanOut());
        this.connections = new Connections(rooms, settings.limits(), policy, durability(), workers.threads());
        this.watch = new Watch(connections, settings.limits());
        HandshakeConfigurator.use(connections);
    }

    /**
     * Reads settings such as {@code "maru.log", "memory:"} and opens the store that they name: the short way to embed.
     *
     * @param data where the store lives; not touched when it is in memory
     */
    public static Maru start(Path data, Map<String, String> parameters) {
        Settings settings = Settings.read(parameters, Map.of(), Map.of());
        return start(settings, Stores.open(settings, data));
    }

    /** Opens the store and is ready for connections. Fails with a {@link SettingException} that says what to do. */
    public static Maru start(Settings settings, LogStore store) {
        return new Maru(settings, store);
    }

    /** What an acknowledged message survives: {@code disk}, {@code os} or {@code memory}. */
    public String durability() {
        return store.durability().name().toLowerCase(Locale.ROOT);
    }

    /** Why messages cannot be stored just now, in words; empty when all is well. */
    public Optional<String> trouble() {
        return closing ? Optional.of("stopping") : store.trouble();
    }

    /** Who may use this server from a browser. */
    public Origins origins() {
        return policy.origins();
    }

    /** The rooms that somebody is in, and a look at the others. */
    public Rooms rooms() {
        return rooms;
    }

    /** Everybody who is connected. */
    public Connections connections() {
        return connections;
    }

    /**
     * Sends everybody away with 1001, finishes what is being stored, and stops every thread. Blocks up to a few
     * seconds.
     */
    @Override
    public void close() {
        closing = true;
        connections.closeAll();
        workers.finishIo(CLOSE_MILLIS_MAX);
        watch.close();
        store.close();
        workers.close();
        HandshakeConfigurator.use(null);
    }
}
