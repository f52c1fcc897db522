package chat.maru.http;

import chat.maru.access.Bots;
import chat.maru.access.Grants;
import chat.maru.hook.IncomingHooks;
import chat.maru.room.Rooms;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code /api/v1/bots}: makes, lists and deletes bots, for administrators. Thread-safe. */
public final class BotResource {
    private final ServerState state;
    private final Bots bots;
    private final IncomingHooks incoming;

    public BotResource(Rooms rooms, Bots bots, IncomingHooks incoming) {
        this.state = new ServerState(rooms);
        this.bots = bots;
        this.incoming = incoming;
    }

    /** Never with a secret. */
    HookReply list() {
        JsonArrayBuilder list = Json.createArrayBuilder();
        bots.list().forEach((name, granted) -> list.add(describe(name, granted)));
        return HookReply.of(200, HookReply.json().add("bots", list));
    }

    private static JsonObjectBuilder describe(String name, Grants granted) {
        JsonObjectBuilder rooms = HookReply.json();
        granted.letters().forEach(rooms::add);
        return HookReply.json().add("id", "b:" + name).add("name", name).add("rooms", rooms);
    }

    CompletionStage<HookReply> create(Caller caller, JsonObject asked) {
        String name = asked.getString("name", "");
        if (!Bots.NAME.matcher(name).matches()) {
            return no(HookReply.badRequest("badField", "\"name\" is 1 to 32 of a-z, 0-9 and -, not beginning with -."));
        }
        Grants granted;
        try {
            granted = Grants.of(rooms(asked));
        } catch (IllegalArgumentException e) {
            return no(HookReply.badRequest("badField", "\"rooms\": " + e.getMessage() + "."));
        }
        boolean taken = bots.list().containsKey(name)
                || incoming.list().stream().anyMatch(hook -> hook.name().equals(name));
        if (taken || bots.list().size() >= Bots.BOTS_MAX) {
            return no(HookReply.conflict("There is a bot or webhook of this name, or there are 100 bots."));
        }
        String token = Bots.mint();
        HookReply done = HookReply.of(201, describe(name, granted).add("token", token));
        return state.set(caller, Bots.key(name), Bots.value(token, granted.text()), done);
    }

    /** Room to letters; what is written with blanks could not be read again. */
    private static Map<String, String> rooms(JsonObject asked) {
        Map<String, String> rooms = new LinkedHashMap<>();
        if (asked.get("rooms") instanceof JsonObject object) {
            for (Map.Entry<String, JsonValue> room : object.entrySet()) {
                boolean good = room.getKey().chars().noneMatch(c -> Character.isWhitespace(c) || c == ',' || c == '=');
                if (!good || !(room.getValue() instanceof JsonString letters)) {
                    throw new IllegalArgumentException("rooms are names, each with its letters");
                }
                rooms.put(room.getKey(), letters.getString());
            }
        }
        if (rooms.isEmpty()) {
            throw new IllegalArgumentException("at least one room is needed, such as {\"team-*\": \"rw\"}");
        }
        return rooms;
    }

    CompletionStage<HookReply> delete(Caller caller, String name) {
        return bots.list().containsKey(name)
                ? state.set(caller, Bots.key(name), "", HookReply.nothing())
                : no(HookReply.notFound());
    }

    private static CompletionStage<HookReply> no(HookReply reply) {
        return CompletableFuture.completedStage(reply);
    }
}
