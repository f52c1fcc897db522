package chat.maru.http;

import chat.maru.access.Bots;
import chat.maru.access.Grants;
import chat.maru.hook.IncomingHooks;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code /api/v1/bots}: makes, lists and deletes bots, for administrators. Thread-safe. */
final class BotResource {
    private final Bots bots;
    private final IncomingHooks incoming;

    BotResource(Bots bots, IncomingHooks incoming) {
        this.bots = bots;
        this.incoming = incoming;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "bots", call -> call.administered(asked -> list())),
                Route.of("POST", "bots", call -> call.administered(this::create)),
                Route.of("DELETE", "bots/*", call -> call.administered(this::delete)));
    }

    /** Never with a secret. */
    private CompletionStage<Reply> list() {
        JsonArrayBuilder list = Json.createArrayBuilder();
        bots.list().forEach((name, granted) -> list.add(describe(name, granted)));
        return CompletableFuture.completedStage(
                Reply.json(200, Json.createObjectBuilder().add("bots", list)));
    }

    private static JsonObjectBuilder describe(String name, Grants granted) {
        JsonObjectBuilder rooms = Json.createObjectBuilder();
        granted.letters().forEach(rooms::add);
        return Json.createObjectBuilder()
                .add("id", "b:" + name)
                .add("name", name)
                .add("rooms", rooms);
    }

    private CompletionStage<Reply> create(RestCall call) throws Refused {
        JsonObject asked = call.object();
        String name = name(asked);
        Grants granted = granted(asked);
        boolean taken = bots.list().containsKey(name)
                || incoming.list().stream().anyMatch(hook -> hook.name().equals(name));
        if (taken || bots.list().size() >= Bots.BOTS_MAX) {
            throw Refused.conflict("There is a bot or webhook of this name, or there are 100 bots.");
        }
        String token = Bots.mint();
        Reply done = Reply.json(201, describe(name, granted).add("token", token));
        return call.administer(Bots.key(name), Bots.value(token, granted.text()), done);
    }

    /** The name that a bot is to have, or what posts by a URL. */
    static String name(JsonObject asked) throws Refused {
        String name = asked.getString("name", "");
        if (!Bots.NAME.matcher(name).matches()) {
            throw Refused.bad("badField", "\"name\" is 1 to 32 of a-z, 0-9 and -, not beginning with -.");
        }
        return name;
    }

    private static Grants granted(JsonObject asked) throws Refused {
        try {
            return Grants.of(rooms(asked));
        } catch (IllegalArgumentException e) {
            throw Refused.bad("badField", "\"rooms\": " + e.getMessage() + ".");
        }
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

    private CompletionStage<Reply> delete(RestCall call) throws Refused {
        String name = call.values().get(0);
        if (!bots.list().containsKey(name)) {
            throw Refused.notFound();
        }
        return call.administer(Bots.key(name), "", Reply.NOTHING);
    }
}
