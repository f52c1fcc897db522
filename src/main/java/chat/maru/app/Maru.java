package chat.maru.app;

import chat.maru.access.Arrivals;
import chat.maru.access.Bots;
import chat.maru.access.Entrance;
import chat.maru.access.Identities;
import chat.maru.access.Origins;
import chat.maru.access.Policy;
import chat.maru.access.RefusalLog;
import chat.maru.access.Rules;
import chat.maru.access.TokenReader;
import chat.maru.access.Tokens;
import chat.maru.endpoint.Connections;
import chat.maru.endpoint.HandshakeConfigurator;
import chat.maru.endpoint.Watch;
import chat.maru.hook.Hooks;
import chat.maru.hook.IncomingHooks;
import chat.maru.http.Api;
import chat.maru.log.LogStore;
import chat.maru.protocol.Limits;
import chat.maru.retention.Archive;
import chat.maru.retention.Retention;
import chat.maru.room.Doors;
import chat.maru.room.Rooms;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One Maru, wired: store, rooms, connections, watch. Thread-safe; {@link #close} once.
 *
 * <p>Whoever embeds it starts it before the WebSocket container takes connections, registers
 * {@link chat.maru.endpoint.ChatEndpoint} and, if wanted, {@link chat.maru.endpoint.Aliases}, and closes it before the
 * container.
 */
public final class Maru implements AutoCloseable {
    private static final long CLOSE_MILLIS_MAX = 3_000;

    /** As many come back as another server takes beside its own work, where there is time enough for so few. */
    private static final int SENT_AWAY_PER_SECOND = 200;

    /** How the keys of the server's state begin that name a token which no longer counts. */
    private static final String REVOKED = "revoked.";

    private final Workers workers = new Workers();
    private final LogStore store;
    private final Entrance entrance;
    private final Limits limits;
    private final Optional<Tokens> tokens;
    private final Bots bots = new Bots();
    private final IncomingHooks incoming = new IncomingHooks();
    private final Rooms rooms;
    private final Hooks hooks;
    private final Connections connections;
    private final Watch watch;
    private final Retention retention;
    private final long drainMillisMax;
    private volatile boolean closing;

    private Maru(Settings settings, LogStore store, Optional<Archive> archive) {
        this.store = store;
        this.limits = settings.limits();
        this.drainMillisMax = settings.drainMillisMax();
        Policy policy = new Policy(new Origins(settings.origins()), settings.defaults());
        RefusalLog refusals = new RefusalLog();
        Arrivals arrivals = new Arrivals(
                policy.origins(),
                settings.proxies(),
                policy.defaults().roles().keySet(),
                settings.text(ServerSetting.TOKEN_COOKIE),
                refusals);
        int nameMax = settings.limits().nameCodePointsMax();
        Clock clock = Clock.systemUTC();
        this.tokens = TokenSettings.rules(settings).map(rules -> new Tokens(rules, clock));
        List<TokenReader> readers =
                tokens.<List<TokenReader>>map(known -> List.of(bots, known)).orElse(List.of(bots));
        Identities identities = new Identities(policy, readers, nameMax, refusals);
        this.entrance =
                new Entrance(arrivals, identities, policy, settings.limiter(), settings.caps(), refusals, clock);
        Doors doors = new Doors(
                policy, MessageFilters.of(settings), settings.newRooms(), settings.roomsMax(), nameMax, store, clock);
        this.rooms = new Rooms(store, workers.fanOutThreads(), doors);
        rooms.share(entrance.limiter());
        this.hooks = new Hooks(rooms, settings.hookAddresses(), settings.hookTimes(), clock);
        rooms.watchServer(this::settle).toCompletableFuture().join();
        this.connections = new Connections(rooms, settings.limits(), entrance, durability(), workers.threads());
        this.watch = new Watch(connections, settings.limits());
        this.retention = new Retention(store, rooms, settings.allowance(), archive, clock);
        retention.start();
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
        return new Maru(settings, store, Stores.archive(settings));
    }

    /** The server's own state has changed. */
    private void settle(Map<String, String> state) {
        Set<String> revoked = state.keySet().stream()
                .filter(key -> key.startsWith(REVOKED))
                .map(key -> key.substring(REVOKED.length()))
                .collect(Collectors.toSet());
        bots.update(state);
        incoming.update(state);
        entrance.policy().update(Rules.of(state), tokenId -> revoked.contains(tokenId) || bots.isGone(tokenId));
        rooms.recheck();
        hooks.update(state);
    }

    /** What an acknowledged message survives: {@code disk}, {@code os} or {@code memory}. */
    public String durability() {
        return store.durability().name().toLowerCase(Locale.ROOT);
    }

    /** Why messages cannot be stored just now, in words; empty when all is well. */
    public Optional<String> trouble() {
        return closing ? Optional.of("stopping") : store.trouble();
    }

    /** What will be trouble soon, in words: a disk that is nearly full. Empty when all is well. */
    public Optional<String> warning() {
        return retention.warning();
    }

    /** Whether new members are to go elsewhere. */
    public boolean isStopping() {
        return closing;
    }

    /** What stands between a request and a room. */
    public Entrance entrance() {
        return entrance;
    }

    /** The rooms that somebody is in, and a look at the others. */
    public Rooms rooms() {
        return rooms;
    }

    /** Everything that is asked over HTTP below {@code /api/v1/}; copies of the store go to {@code backups}. */
    public Api api(Path backups) {
        return new Api(rooms, entrance, limits, backups, retention.archives(), bots, hooks, incoming);
    }

    /** The outgoing webhooks. */
    public Hooks hooks() {
        return hooks;
    }

    /** Everybody who is connected. */
    public Connections connections() {
        return connections;
    }

    /**
     * Is not ready any more, takes no new connections, and sends everybody away with 1001, one after another, so that
     * they do not all knock at one moment elsewhere. Who is still here is served meanwhile. Blocks up to
     * {@code maru.drainSeconds}, or shorter where there are few.
     */
    public void drain() {
        closing = true;
        connections.shut();
        List<Runnable> farewells = connections.farewells();
        workers.spread(farewells, Math.min(drainMillisMax, farewells.size() * 1_000L / SENT_AWAY_PER_SECOND));
    }

    /**
     * Sends everybody away, finishes what is being stored, and stops every thread. Blocks a few seconds longer than
     * {@link #drain}.
     */
    @Override
    public void close() {
        drain();
        connections.closeAll();
        workers.finishIo(CLOSE_MILLIS_MAX);
        watch.close();
        hooks.close();
        retention.close();
        tokens.ifPresent(Tokens::close);
        store.close();
        workers.close();
        HandshakeConfigurator.use(null);
    }
}
