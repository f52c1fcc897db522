package chat.maru.http;

import chat.maru.access.Bots;
import chat.maru.access.TokenHash;
import chat.maru.hook.Hook;
import chat.maru.hook.HookUrl;
import chat.maru.hook.Hooks;
import chat.maru.hook.IncomingHooks;
import chat.maru.log.Receipt;
import chat.maru.room.RoomName;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code /api/v1/hooks}: makes, lists and deletes webhooks of both directions, for administrators. Thread-safe. */
final class HookResource {
    private final Hooks hooks;
    private final IncomingHooks incoming;
    private final Bots bots;

    HookResource(Hooks hooks, IncomingHooks incoming, Bots bots) {
        this.hooks = hooks;
        this.incoming = incoming;
        this.bots = bots;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "hooks", call -> call.administered(asked -> list())),
                Route.of("POST", "hooks", call -> call.administered(this::create)),
                Route.of("DELETE", "hooks/*", call -> call.administered(this::delete)));
    }

    /** Never with a secret. */
    private CompletionStage<Reply> list() {
        JsonArrayBuilder list = Json.createArrayBuilder();
        for (Hook hook : hooks.list()) {
            list.add(Json.createObjectBuilder()
                    .add("id", hook.id())
                    .add("room", hook.room().shown())
                    .add("url", hook.url().text())
                    .add("gone", hook.gone()));
        }
        for (IncomingHooks.Incoming hook : incoming.list()) {
            list.add(Json.createObjectBuilder()
                    .add("id", hook.id())
                    .add("room", hook.room().shown())
                    .add("name", hook.name())
                    .add("incoming", true));
        }
        return CompletableFuture.completedStage(
                Reply.json(200, Json.createObjectBuilder().add("hooks", list)));
    }

    private CompletionStage<Reply> create(RestCall call) throws Refused {
        JsonObject asked = call.object();
        RoomName room =
                RoomName.parse(asked.getString("room", "")).orElseThrow(() -> Refused.bad("badRoom", RoomName.RULE));
        return asked.getBoolean("incoming", false)
                ? createIncoming(call, room, BotResource.name(asked))
                : createOutgoing(call, room, asked.getString("url", ""));
    }

    private CompletionStage<Reply> createIncoming(RestCall call, RoomName room, String name) throws Refused {
        if (bots.list().containsKey(name) || incoming.list().size() >= Hooks.HOOKS_MAX) {
            throw Refused.conflict("There is a bot of this name, or there are 100 incoming webhooks.");
        }
        String secret = TokenHash.mint();
        String hash = TokenHash.of(secret);
        Reply done = Reply.json(
                201,
                Json.createObjectBuilder()
                        .add("id", hash)
                        .add("room", room.shown())
                        .add("name", name)
                        .add("path", Api.PATH + "hooks/in/" + secret));
        return call.administer(IncomingHooks.key(hash), IncomingHooks.value(room, name), done);
    }

    private CompletionStage<Reply> createOutgoing(RestCall call, RoomName room, String text) throws Refused {
        HookUrl url;
        try {
            url = HookUrl.parse(text);
        } catch (IllegalArgumentException e) {
            throw Refused.bad("badUrl", "\"url\": " + e.getMessage() + ".");
        }
        if (hooks.list().size() >= Hooks.HOOKS_MAX) {
            throw Refused.conflict("There are 100 webhooks already.");
        }
        return hooks.allows(url)
                .thenCompose(allowed -> allowed
                        ? createOutgoing(call, room, url)
                        : CompletableFuture.failedStage(Refused.bad(
                                "badUrl",
                                "\"url\" leads to no public address; maru.hooksPrivate=true allows private ones.")));
    }

    private CompletionStage<Reply> createOutgoing(RestCall call, RoomName room, HookUrl url) {
        // By whoever asks, so that the same request again is no second webhook.
        String id = TokenHash.of(call.caller().who().id() + " " + call.key());
        String secret = Hooks.mint();
        Reply done = Reply.json(
                201,
                Json.createObjectBuilder()
                        .add("id", id)
                        .add("room", room.shown())
                        .add("url", url.text())
                        .add("secret", secret));
        return call.visit(room, admission -> CompletableFuture.completedStage(admission.head()))
                .thenApply(head -> new Hook(id, room, url, head.epoch(), head.n(), false))
                .thenCompose(hook -> call.visitServer(server -> call.rooms()
                        .moderation()
                        .entrust(server, call.key(), Hook.key(id), hook.value(), hook.owner(), secret)))
                .thenCompose(receipt -> receipt instanceof Receipt.Stored stored && stored.duplicate()
                        ? CompletableFuture.failedStage(Refused.conflict("This webhook was made, and deleted."))
                        : MessagesResource.stored(receipt, call.key()))
                .thenApply(stored -> done);
    }

    private CompletionStage<Reply> delete(RestCall call) throws Refused {
        String id = call.values().get(0);
        Optional<Hook> outgoing =
                hooks.list().stream().filter(hook -> hook.id().equals(id)).findFirst();
        if (outgoing.isPresent()) {
            return delete(call, outgoing.get());
        }
        if (incoming.list().stream().noneMatch(hook -> hook.id().equals(id))) {
            throw Refused.notFound();
        }
        return call.administer(IncomingHooks.key(id), "", Reply.NOTHING);
    }

    private static CompletionStage<Reply> delete(RestCall call, Hook hook) {
        return call.visitServer(server ->
                        call.rooms().moderation().forget(server, call.key(), Hook.key(hook.id()), "", hook.owner()))
                .thenCompose(receipt -> MessagesResource.stored(receipt, call.key()))
                .thenApply(stored -> Reply.NOTHING);
    }
}
