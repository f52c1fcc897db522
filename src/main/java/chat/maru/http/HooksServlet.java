package chat.maru.http;

import chat.maru.access.Arrival;
import chat.maru.access.Entrance;
import chat.maru.access.Limiter;
import chat.maru.access.Unidentified;
import chat.maru.hook.IncomingHooks;
import chat.maru.protocol.JsonText;
import chat.maru.protocol.Limits;
import chat.maru.protocol.Problem;
import chat.maru.room.Denied;
import jakarta.json.JsonObject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/bots} and {@code /api/v1/hooks}: who asks, whether they may, and which resource answers. Thread-safe.
 * A path is never logged: it may hold a secret.
 */
public final class HooksServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(HooksServlet.class.getName());

    private static final String BOTS = "/api/v1/bots";
    private static final String INCOMING = "/in/";
    private static final int ANSWER_SECONDS_MAX = 30;

    private final transient Entrance entrance;
    private final transient Limits limits;
    private final transient BotResource bots;
    private final transient HookResource hooks;
    private final transient IncomingResource incoming;

    public HooksServlet(
            Entrance entrance, Limits limits, BotResource bots, HookResource hooks, IncomingResource incoming) {
        this.entrance = entrance;
        this.limits = limits;
        this.bots = bots;
        this.hooks = hooks;
        this.incoming = incoming;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        boolean posts = request.getMethod().equals("POST");
        boolean toBots = request.getServletPath().equals(BOTS);
        Optional<IncomingHooks.Incoming> hook = !toBots && path.startsWith(INCOMING)
                ? incoming.find(path.substring(INCOMING.length()))
                : Optional.empty();
        if (path.startsWith(INCOMING) && hook.isEmpty()) {
            Answer.send(response, new Problem(404, "Not Found", "notFound", "Nothing is here."));
            return;
        }
        JsonObject body = null;
        if (posts) {
            JsonText text = JsonText.parse(body(request));
            body = text.object();
            if (body == null || !isJson(request)) {
                Answer.send(
                        response,
                        new Problem(
                                isJson(request) ? 400 : 415,
                                isJson(request) ? "Bad Request" : "Unsupported Media Type",
                                "malformedJson",
                                "The body is one JSON object of type application/json, of at most "
                                        + limits.frameBytesMax() + " bytes."));
                return;
            }
        }
        AsyncContext context = request.startAsync();
        CompletionStage<HookReply> answer = answer(request, path, toBots, hook, body);
        inTime(answer).whenComplete((reply, failure) -> send(context, reply == null ? failed(failure) : reply));
    }

    private static CompletionStage<HookReply> inTime(CompletionStage<HookReply> answer) {
        return answer.toCompletableFuture().orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }

    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    /** What is longer is cut off, and no JSON any more. */
    private String body(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(limits.frameBytesMax() + 1);
        return bytes.length > limits.frameBytesMax() ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private CompletionStage<HookReply> answer(
            HttpServletRequest request,
            String path,
            boolean toBots,
            Optional<IncomingHooks.Incoming> hook,
            @Nullable JsonObject body) {
        String method = request.getMethod();
        if (hook.isPresent()) {
            String key = request.getHeader("Idempotency-Key");
            return body == null
                    ? completed(badMethod("POST"))
                    : incoming.post(hook.get(), arrival(request), body, key == null ? "" : key);
        }
        return Caller.of(request, entrance)
                .thenCompose(caller -> judge(caller)
                        .<CompletionStage<HookReply>>map(HooksServlet::completed)
                        .orElseGet(() -> administered(caller, method, path, toBots, body)));
    }

    private Arrival arrival(HttpServletRequest request) {
        return entrance.arrivals().current().orElseGet(() -> entrance.arrivals().read(new ServletCall(request)));
    }

    /** Why this caller is not heard; empty where they are an administrator. */
    private Optional<HookReply> judge(Caller caller) {
        String key = caller.arrival().bucketKey();
        long wait = entrance.limiter()
                .retryAfterMs(Limiter.Kind.REST, null, caller.who().id(), key, System.nanoTime());
        if (wait > 0) {
            return Optional.of(IncomingResource.tooFast(wait));
        }
        return entrance.policy().mayAdminister(caller.who(), entrance.clock().millis())
                ? Optional.empty()
                : Optional.of(forbidden());
    }

    private static HookReply forbidden() {
        return HookReply.of(
                new Problem(403, "Forbidden", "notAllowed", "Only an administrator of this server may do this."));
    }

    private CompletionStage<HookReply> administered(
            Caller caller, String method, String path, boolean toBots, @Nullable JsonObject body) {
        boolean whole = path.isEmpty() || path.equals("/");
        if (whole && method.equals("GET")) {
            return completed(toBots ? bots.list() : hooks.list());
        }
        if (whole && body != null) {
            return toBots ? bots.create(caller, body) : hooks.create(caller, body);
        }
        if (!whole && method.equals("DELETE")) {
            String id = path.substring(1);
            return toBots ? bots.delete(caller, id) : hooks.delete(caller, id);
        }
        return completed(badMethod(whole ? "GET and POST" : "DELETE"));
    }

    private static HookReply badMethod(String methods) {
        return HookReply.of(new Problem(405, "Method Not Allowed", "badMethod", "Ask with " + methods + "."));
    }

    private static CompletionStage<HookReply> completed(HookReply reply) {
        return CompletableFuture.completedStage(reply);
    }

    private static HookReply failed(@Nullable Throwable failure) {
        return Unidentified.in(failure)
                .map(unidentified -> HookReply.of(Problems.of(unidentified)))
                .or(() -> Denied.in(failure).map(denied -> forbidden()))
                .orElseGet(() -> {
                    LOG.log(Level.WARNING, "a request for bots or webhooks failed: {0}", String.valueOf(failure));
                    return HookReply.of(new Problem(
                            503, "Service Unavailable", "busy", "The store did not answer in time; ask again."));
                });
    }

    private static void send(AsyncContext context, HookReply reply) {
        try {
            HttpServletResponse response = (HttpServletResponse) context.getResponse();
            if (reply.status() == 401) {
                response.setHeader("WWW-Authenticate", "Bearer, Guest");
            }
            Answer.send(context, reply.status(), reply.type(), reply.body());
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "nobody is left to be told: {0}", e.getMessage());
        }
    }
}
