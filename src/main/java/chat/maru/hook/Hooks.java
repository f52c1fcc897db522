package chat.maru.hook;

import chat.maru.access.Grants;
import chat.maru.access.Identity;
import chat.maru.log.Receipt;
import chat.maru.room.RoomName;
import chat.maru.room.Rooms;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;

/**
 * The outgoing webhooks of this server. Thread-safe; one in a server, and told by it what the server's own state says:
 * a hook is at work as long as it stands there. Closed before the rooms' store.
 */
public final class Hooks implements AutoCloseable {
    /** So many may there be. */
    public static final int HOOKS_MAX = 100;

    private static final System.Logger LOG = System.getLogger(Hooks.class.getName());

    private static final int SECRET_BYTES = 32;

    /** The server itself, for what no administrator asks for. */
    private static final Identity SELF =
            new Identity("s:hooks", "Maru", Identity.Source.BOT, Grants.of(Map.of("*", "a")), Long.MAX_VALUE, "");

    private final Rooms rooms;
    private final Clock clock;
    private final HookWorkers workers;

    /** Guarded by this. */
    private final Map<String, Delivery> running = new LinkedHashMap<>();

    private volatile Map<String, Hook> hooks = Map.of();

    public Hooks(Rooms rooms, AddressRule rule, HookTimes times, Clock clock) {
        this(rooms, rule, times, clock, InetAddress::getAllByName);
    }

    Hooks(Rooms rooms, AddressRule rule, HookTimes times, Clock clock, Lookups.Resolver resolver) {
        this.rooms = rooms;
        this.clock = clock;
        this.workers = new HookWorkers(rule, times, resolver);
    }

    /** The server's own state has changed. */
    public synchronized void update(Map<String, String> state) {
        Map<String, Hook> read = new LinkedHashMap<>();
        state.forEach((key, value) -> Hook.read(key, value).ifPresent(hook -> read.put(hook.id(), hook)));
        hooks = Map.copyOf(read);
        running.values().removeIf(delivery -> {
            boolean over = !delivery.hook().equals(read.get(delivery.hook().id()));
            if (over) {
                delivery.close();
            }
            return over;
        });
        read.values().stream()
                .filter(hook -> !hook.gone() && !running.containsKey(hook.id()))
                .forEach(this::begin);
    }

    private void begin(Hook hook) {
        Delivery delivery = new Delivery(hook, workers, clock, () -> disable(hook));
        running.put(hook.id(), delivery);
        rooms.visit(RoomName.SERVER, SELF, "", server -> server.upkeep().secret(hook.owner()))
                .thenApply(Optional::orElseThrow)
                .thenCompose(secret -> rooms.follow(hook.room(), hook.owner(), delivery::wake)
                        .thenAccept(follower -> delivery.begin(follower, secret)))
                .whenComplete((begun, failure) -> {
                    if (failure != null) {
                        LOG.log(
                                Level.WARNING,
                                "webhook {0} cannot read its secret or its room before the next start",
                                hook.id());
                    }
                });
    }

    private void disable(Hook hook) {
        String id = UUID.randomUUID().toString();
        Hook gone = hook.asGone();
        rooms.visit(
                        RoomName.SERVER,
                        SELF,
                        "",
                        server ->
                                rooms.moderation().forget(server, id, Hook.key(hook.id()), gone.value(), hook.owner()))
                .whenComplete((receipt, failure) -> {
                    if (!(receipt instanceof Receipt.Stored)) {
                        LOG.log(Level.WARNING, "that webhook {0} is gone is not stored", hook.id());
                    }
                });
    }

    /** Every hook, those that are gone too. */
    public List<Hook> list() {
        return List.copyOf(hooks.values());
    }

    /** A new secret, to sign with. */
    public static String mint() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return Signature.PREFIX + Base64.getEncoder().encodeToString(secret);
    }

    /** Whether a webhook may be sent there, as its name is looked up now; no, where that takes too long. */
    public CompletionStage<Boolean> allows(HookUrl url) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        ScheduledFuture<?> late =
                workers.deadline(() -> answer.complete(false), workers.times().callMillisMax());
        CompletableFuture<?> unused = workers.lookups().begin(url.host()).whenComplete((addresses, failure) -> {
            late.cancel(false);
            answer.complete(addresses != null && isAllowed(addresses));
        });
        return answer;
    }

    private boolean isAllowed(InetAddress[] addresses) {
        try {
            workers.rule().pick(addresses);
            return true;
        } catch (HookFailure e) {
            return false;
        }
    }

    /** Sends no more. What has not been sent is, after the next start. */
    @Override
    public synchronized void close() {
        running.values().forEach(Delivery::close);
        running.clear();
        workers.close();
    }
}
