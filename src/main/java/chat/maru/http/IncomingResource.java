package chat.maru.http;

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
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/hooks/in/<secret>}: says something in the room of that secret. Thread-safe. */
final class IncomingResource {
    private static final Problem UNSTORED = new Problem(
            503, "Service Unavailable", "busy", "The room cannot store this just now; try again with the same id.");

    private final IncomingHooks incoming;
    private final Throttle throttle;
    private final PlainWire wire;

    IncomingResource(IncomingHooks incoming, Throttle throttle, Limits limits) {
        this.incoming = incoming;
        this.throttle = throttle;
        this.wire = new PlainWire(limits);
    }

    List<Route> routes() {
        return List.of(Route.open("POST", "hooks/in/*", Failing.of(this::post)));
    }

    private CompletionStage<Reply> post(RestCall call) throws Refused {
        String address = call.caller().arrival().bucketKey();
        Optional<IncomingHooks.Incoming> found = incoming.find(call.values().get(0));
        if (found.isEmpty()) {
            // Nobody guesses such a secret; but who tries must not have the server compare as fast as it can.
            throttle.take(Limiter.Kind.REST, "", address);
            throw Refused.notFound();
        }
        IncomingHooks.Incoming hook = found.get();
        Identity who = hook.who();
        throttle.take(Limiter.Kind.MESSAGE, who.id(), address);
        JsonObject body = call.object();
        JsonObjectBuilder asked = Json.createObjectBuilder(body);
        if (!body.containsKey("message") && body.containsKey("text")) {
            asked.add("message", body.get("text"));
        }
        if (!body.containsKey("id") || call.hasKey()) {
            asked.add("id", call.key());
        }
        ClientFrame frame = wire.decode(new JsonText(asked.build(), null, 0));
        if (frame instanceof ClientFrame.Invalid invalid) {
            throw new Refused(Problems.of(invalid.refusal()));
        }
        ClientFrame.Publish publish = (ClientFrame.Publish) frame;
        String id = String.valueOf(publish.id());
        Draft draft = Draft.message(who.id(), who.name(), id, publish.text(), 0);
        return call.rooms()
                .visit(
                        hook.room(),
                        who,
                        call.caller().arrival().address(),
                        admission -> admission.append(Verb.PUBLISH, draft))
                .handle((receipt, failure) -> receipt == null ? denied(failure) : reply(id, receipt));
    }

    /** Slow mode, a filter, a ban: whoever has the URL knows that the room is there. Or the store. */
    private static Reply denied(@Nullable Throwable failure) {
        return Denied.in(failure).map(denied -> Problems.of(denied, true)).orElseGet(() -> Reply.of(UNSTORED));
    }

    private static Reply reply(String id, Receipt receipt) {
        if (receipt instanceof Receipt.Stored stored) {
            return Reply.json(
                    200,
                    Json.createObjectBuilder()
                            .add("id", id)
                            .add("n", stored.position().n())
                            .add("duplicate", stored.duplicate()));
        }
        Receipt.Reason reason = ((Receipt.Refused) receipt).reason();
        return reason == Receipt.Reason.ID_REUSED
                ? Refused.conflict("This id was used for another text.").reply()
                : Reply.of(UNSTORED);
    }
}
