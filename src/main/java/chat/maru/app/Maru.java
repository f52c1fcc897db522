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
    private volatile boolean closing;

    private Maru(Settings settings, LogStore store) {
        this.store = store;
        this.limits = settings.limits();
        Policy policy = new Policy(new Origins(settings.origins()), settings.defaults());
        RefusalLog refusals = new RefusalLog();
        Arrivals arrivals = new Arrivals(
                policy.origins(),
                settings.proxies(),
                policy.defaults().roles().keySet(),
                settings.text(Setting.TOKEN_COOKIE),
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
        this.hooks = new Hooks(rooms, settings.hookAddresses(), settings.hookTimes(), clock);
        rooms.watchServer(this::settle).toCompletableFuture().join();
        this.connections = new Connections(rooms, settings.limits(), entrance, durability(), workers.threads());
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
        return new Api(rooms, entrance, limits, backups, bots, hooks, incoming);
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
     * Sends everybody away with 1001, finishes what is being stored, and stops every thread. Blocks up to a few
     * seconds.
     */
    @Override
    public void close() {
        closing = true;
        connections.closeAll();
        workers.finishIo(CLOSE_MILLIS_MAX);
        watch.close();
        hooks.close();
        tokens.ifPresent(Tokens::close);
        store.close();
        workers.close();
        HandshakeConfigurator.use(null);
    }
}
