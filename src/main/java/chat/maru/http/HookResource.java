package chat.maru.http;

import chat.maru.access.Bots;
import chat.maru.access.TokenHash;
import chat.maru.hook.Hook;
import chat.maru.hook.HookUrl;
import chat.maru.hook.Hooks;
import chat.maru.hook.IncomingHooks;
import chat.maru.room.RoomName;
import chat.maru.room.Rooms;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code /api/v1/hooks}: makes, lists and deletes webhooks of both directions, for administrators. Thread-safe. */
public final class HookResource {
    private final Rooms rooms;
    private final ServerState state;
    private final Hooks hooks;
    private final IncomingHooks incoming;
    private final Bots bots;

    public HookResource(Rooms rooms, Hooks hooks, IncomingHooks incoming, Bots bots) {
        this.rooms = rooms;
        this.state = new ServerState(rooms);
        this.hooks = hooks;
        this.incoming = incoming;
        this.bots = bots;
    }

    /** Never with a secret. */
    HookReply list() {
        JsonArrayBuilder list = Json.createArrayBuilder();
        for (Hook hook : hooks.list()) {
            list.add(HookReply.json()
                    .add("id", hook.id())
                    .add("room", hook.room().shown())
                    .add("url", hook.url().text())
                    .add("gone", hook.gone()));
        }
        for (IncomingHooks.Incoming hook : incoming.list()) {
            list.add(HookReply.json()
                    .add("id", hook.id())
                    .add("room", hook.room().shown())
                    .add("name", hook.name())
                    .add("incoming", true));
        }
        return HookReply.of(200, HookReply.json().add("hooks", list));
    }

    CompletionStage<HookReply> create(Caller caller, JsonObject asked) {
        RoomName room = RoomName.parse(asked.getString("room", "")).orElse(null);
        if (room == null) {
            return no(HookReply.badRequest("badRoom", RoomName.RULE));
        }
        return asked.getBoolean("incoming", false)
                ? createIncoming(caller, room, asked.getString("name", ""))
                : createOutgoing(caller, room, asked.getString("url", ""));
    }

    private CompletionStage<HookReply> createIncoming(Caller caller, RoomName room, String name) {
        if (!Bots.NAME.matcher(name).matches()) {
            return no(HookReply.badRequest("badField", "\"name\" is 1 to 32 of a-z, 0-9 and -, not beginning with -."));
        }
        if (bots.list().containsKey(name) || incoming.list().size() >= Hooks.HOOKS_MAX) {
            return no(HookReply.conflict("There is a bot of this name, or there are 100 incoming webhooks."));
        }
        String secret = TokenHash.mint();
        String hash = TokenHash.of(secret);
        HookReply done = HookReply.of(
                201,
                HookReply.json()
                        .add("id", hash)
                        .add("room", room.shown())
                        .add("name", name)
                        .add("path", "/api/v1/hooks/in/" + secret));
        return state.set(caller, IncomingHooks.key(hash), IncomingHooks.value(room, name), done);
    }

    private CompletionStage<HookReply> createOutgoing(Caller caller, RoomName room, String text) {
        HookUrl url;
        try {
            url = HookUrl.parse(text);
        } catch (IllegalArgumentException e) {
            return no(HookReply.badRequest("badUrl", "\"url\": " + e.getMessage() + "."));
        }
        if (hooks.list().size() >= Hooks.HOOKS_MAX) {
            return no(HookReply.conflict("There are 100 webhooks already."));
        }
        return hooks.allows(url)
                .thenCompose(allowed -> allowed
                        ? createOutgoing(caller, room, url)
                        : no(HookReply.badRequest(
                                "badUrl",
                                "\"url\" leads to no public address; maru.hooksPrivate=true allows private ones.")));
    }

    private CompletionStage<HookReply> createOutgoing(Caller caller, RoomName room, HookUrl url) {
        return rooms.visit(
                        room,
                        caller.who(),
                        caller.arrival().address(),
                        admission -> CompletableFuture.completedStage(admission.head()))
                .thenCompose(head -> {
                    Hook hook = Hooks.make(room, url, head.epoch(), head.n());
                    HookReply done = HookReply.of(
                            201,
                            HookReply.json()
                                    .add("id", hook.id())
                                    .add("room", room.shown())
                                    .add("url", url.text())
                                    .add("secret", hook.secret()));
                    return state.set(caller, Hook.key(hook.id()), Hooks.line(hook), done);
                });
    }

    CompletionStage<HookReply> delete(Caller caller, String id) {
        boolean outgoing = hooks.list().stream().anyMatch(hook -> hook.id().equals(id));
        boolean into = incoming.list().stream().anyMatch(hook -> hook.id().equals(id));
        return outgoing || into
                ? state.set(caller, outgoing ? Hook.key(id) : IncomingHooks.key(id), "", HookReply.nothing())
                : no(HookReply.notFound());
    }

    private static CompletionStage<HookReply> no(HookReply reply) {
        return CompletableFuture.completedStage(reply);
    }
}
