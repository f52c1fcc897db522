package chat.maru.http;

import chat.maru.access.Arrival;
import chat.maru.access.Entrance;
import chat.maru.access.Identity;
import chat.maru.access.Limiter;
import chat.maru.access.Verb;
import chat.maru.hook.IncomingHooks;
import chat.maru.log.Draft;
import chat.maru.log.Receipt;
import chat.maru.protocol.ClientFrame;
import chat.maru.protocol.JsonText;
import chat.maru.protocol.Limits;
import chat.maru.protocol.PlainWire;
import chat.maru.protocol.Problem;
import chat.maru.room.Denied;
import chat.maru.room.Rooms;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/hooks/in/<secret>}: says something in the room of that secret. Thread-safe. */
public final class IncomingResource {
    private static final HookReply UNSTORED = HookReply.of(new Problem(
            503, "Service Unavailable", "busy", "The room cannot store this just now; try again with the same id."));

    private final Rooms rooms;
    private final IncomingHooks incoming;
    private final Limiter limiter;
    private final PlainWire wire;

    public IncomingResource(Rooms rooms, IncomingHooks incoming, Entrance entrance, Limits limits) {
        this.rooms = rooms;
        this.incoming = incoming;
        this.limiter = entrance.limiter();
        this.wire = new PlainWire(limits);
    }

    Optional<IncomingHooks.Incoming> find(String secret) {
        return incoming.find(secret);
    }

    /** @param key what makes a retry the same post; empty where the body may say it */
    CompletionStage<HookReply> post(IncomingHooks.Incoming hook, Arrival arrival, JsonObject body, String key) {
        long wait = limiter.retryAfterMs(
                Limiter.Kind.MESSAGE, null, hook.who().id(), arrival.bucketKey(), System.nanoTime());
        if (wait > 0) {
            return CompletableFuture.completedStage(tooFast(wait));
        }
        JsonObject asked = body;
        if (!body.containsKey("message") && body.containsKey("text")) {
            asked = Json.createObjectBuilder(asked)
                    .add("message", asked.get("text"))
                    .build();
        }
        if (!key.isEmpty()) {
            asked = Json.createObjectBuilder(asked).add("id", key).build();
        }
        ClientFrame frame = wire.decode(new JsonText(asked, null, 0));
        if (frame instanceof ClientFrame.Invalid invalid) {
            return CompletableFuture.completedStage(HookReply.badRequest(invalid.refusal()));
        }
        ClientFrame.Publish publish = (ClientFrame.Publish) frame;
        String id = publish.id() == null ? UUID.randomUUID().toString() : publish.id();
        Identity who = hook.who();
        Draft draft = Draft.message(who.id(), who.name(), id, publish.text(), 0);
        return rooms.visit(hook.room(), who, arrival.address(), admission -> admission.append(Verb.PUBLISH, draft))
                .handle((receipt, failure) -> receipt == null ? denied(failure) : reply(id, receipt));
    }

    /** Slow mode, a filter, a ban; or the store, which the same words fit. */
    private static HookReply denied(@Nullable Throwable failure) {
        return Denied.in(failure).isPresent()
                ? HookReply.of(new Problem(403, "Forbidden", "notAllowed", "The room does not take this just now."))
                : UNSTORED;
    }

    static HookReply tooFast(long waitMillis) {
        return HookReply.of(new Problem(
                429, "Too Many Requests", "tooFast", "Too much at once; try again in " + waitMillis + " ms."));
    }

    private static HookReply reply(String id, Receipt receipt) {
        if (receipt instanceof Receipt.Stored stored) {
            return HookReply.of(
                    200,
                    HookReply.json()
                            .add("id", id)
                            .add("n", stored.position().n())
                            .add("duplicate", stored.duplicate()));
        }
        Receipt.Reason reason = ((Receipt.Refused) receipt).reason();
        return reason == Receipt.Reason.ID_REUSED ? HookReply.conflict("This id was used for another text.") : UNSTORED;
    }
}
