package chat.maru.http;

import chat.maru.access.Bots;
import chat.maru.access.Entrance;
import chat.maru.access.Limiter;
import chat.maru.hook.Hooks;
import chat.maru.hook.IncomingHooks;
import chat.maru.protocol.Limits;
import chat.maru.protocol.RestCommands;
import chat.maru.room.Rooms;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything below {@code /api/v1/}: finds the resource, and asks of every request what holds for all. Thread-safe; no
 * thread waits for the log or for a slow client.
 */
public final class Api {
    /** Where it lies below the context path. */
    static final String PATH = "/api/v1/";

    /**
     * Requests at once, those that are slow to arrive or to be taken included; beyond it a caller is asked to come
     * again. More than one address may begin in the time that a body is given, so that none can fill it alone; each
     * holds at most a body or a piece of an answer, 64 KiB.
     */
    private static final int CALLS_MAX = 2_048;

    private static final int ID_BYTES = 22;

    private final Entrance entrance;
    private final Rooms rooms;
    private final RestCommands commands;
    private final int bodyBytesMax;
    private final Throttle throttle;
    private final List<Route> routes;
    private final Semaphore turns = new Semaphore(CALLS_MAX);

    /**
     * Everything that may be asked.
     *
     * @param backups the folder for copies of the store
     * @param archives whether old entries are moved where no erasure reaches them
     */
    public Api(
            Rooms rooms,
            Entrance entrance,
            Limits limits,
            Path backups,
            boolean archives,
            Bots bots,
            Hooks hooks,
            IncomingHooks incoming) {
        this.entrance = entrance;
        this.rooms = rooms;
        this.commands = new RestCommands(limits);
        this.bodyBytesMax = limits.frameBytesMax();
        this.throttle = new Throttle(entrance.limiter());
        this.routes = Stream.of(
                        new MessagesResource(limits).routes(),
                        new RoomsResource().routes(),
                        new RoomResource(limits).routes(),
                        new FileResource(limits).routes(),
                        new ServerResource(backups, archives).routes(),
                        new BotResource(bots, incoming).routes(),
                        new HookResource(hooks, incoming, bots).routes(),
                        new IncomingResource(incoming, throttle, limits).routes())
                .flatMap(List::stream)
                .toList();
    }

    /** Everything that is there. */
    List<Route> routes() {
        return routes;
    }

    /** Answers a request, now or later. */
    public void answer(HttpServletRequest request) {
        boolean admitted = turns.tryAcquire();
        Exchange exchange = new Exchange(request.startAsync(), admitted ? turns::release : () -> {});
        CompletionStage<Reply> reply = admitted ? find(request) : failed(new Refused(Problems.BUSY));
        reply.whenComplete((good, failure) -> exchange.send(failure == null ? good : Problems.of(failure)));
    }

    private CompletionStage<Reply> find(HttpServletRequest request) {
        String path = Paths.within(request);
        List<String> segments = path.startsWith(PATH)
                ? Route.segments(path.substring(PATH.length())).orElse(List.of())
                : List.of();
        List<Route> there =
                routes.stream().filter(route -> route.fits(segments)).toList();
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        Optional<Route> found =
                there.stream().filter(route -> route.method().equals(method)).findFirst();
        if (there.isEmpty()) {
            return failed(Refused.notFound());
        }
        return found.map(route -> answer(route, segments, request))
                .orElseGet(() -> failed(Refused.badMethod(allowed(there))));
    }

    private static <T> CompletionStage<T> failed(Throwable failure) {
        return CompletableFuture.failedStage(failure);
    }

    private static String allowed(List<Route> routes) {
        return routes.stream()
                .flatMap(route -> route.changes() ? Stream.of(route.method()) : Stream.of("GET", "HEAD"))
                .collect(Collectors.joining(", "));
    }

    private CompletionStage<Reply> answer(Route route, List<String> segments, HttpServletRequest request) {
        CompletionStage<Caller> caller = route.open()
                ? CompletableFuture.completedStage(Caller.unasked(request, entrance))
                : Caller.of(request, entrance);
        return caller.thenCompose(known -> {
            try {
                check(route, request, known);
                return body(route, request).thenCompose(body -> act(route, segments, request, known, body));
            } catch (Refused | IOException e) {
                return failed(e);
            }
        });
    }

    private void check(Route route, HttpServletRequest request, Caller caller) throws Refused {
        if (route.changes()) {
            Changes.checkType(request, route.streams());
        }
        if (route.open()) {
            return;
        }
        if (route.changes()) {
            Changes.checkSender(request, caller);
        }
        String who = caller.who().id();
        String bucketKey = caller.arrival().bucketKey();
        throttle.take(Limiter.Kind.REST, who, bucketKey);
        if (route.pace().isPresent()) {
            throttle.take(route.pace().get(), who, bucketKey);
        }
    }

    private CompletionStage<String> body(Route route, HttpServletRequest request) throws IOException {
        return route.changes() && !route.streams()
                ? BodyReader.read(request, bodyBytesMax)
                : CompletableFuture.completedStage("");
    }

    private CompletionStage<Reply> act(
            Route route, List<String> segments, HttpServletRequest request, Caller caller, String body) {
        String given = request.getHeader("Idempotency-Key");
        if (given != null && !commands.isId(given)) {
            return failed(
                    Refused.bad("badField", "Idempotency-Key has 1 to 64 printable ASCII characters without spaces."));
        }
        String key =
                given == null ? UUID.randomUUID().toString().replace("-", "").substring(0, ID_BYTES) : given;
        RestCall call = new RestCall(rooms, commands, caller, request, route.values(segments), body, key);
        return route.resource().answer(call);
    }
}
