package chat.maru.protocol;

import chat.maru.log.Position;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of requests over HTTP: what the frame of {@link MaruV1} has that does the same, less what the path
 * says. Stateless.
 */
public final class RestCommands {
    private final Limits limits;
    private final MaruV1 wire;

    public RestCommands(Limits limits) {
        this.limits = limits;
        this.wire = new MaruV1(limits);
    }

    /**
     * The command in a body.
     *
     * @param type of the frame
     * @param id for a body that has none
     * @param path what the path says of it: strings and positions
     */
    public ClientFrame read(String type, String body, String id, Map<String, Object> path) {
        JsonText text = JsonText.parse(body.isEmpty() ? "{}" : body);
        JsonObject object = text.object();
        if (object == null) {
            return wire.decode(text);
        }
        JsonObjectBuilder frame = Json.createObjectBuilder(object).add("type", type);
        if (!object.containsKey("id")) {
            frame.add("id", id);
        }
        path.forEach((name, value) -> {
            if (value instanceof Long number) {
                frame.add(name, number);
            } else {
                frame.add(name, value.toString());
            }
        });
        return wire.decode(new JsonText(frame.build(), null, text.bytes()));
    }

    /** The text of one member of a body, by the rule for ids of people; {@code null} where there is no good one. */
    public @Nullable String word(String body, String name) {
        JsonObject object = JsonText.parse(body).object();
        try {
            return object == null ? null : new Fields(object, limits).author(name);
        } catch (RefusedException e) {
            return null;
        }
    }

    /** Whether a text is an id that a client may give its command. */
    public boolean isId(String text) {
        try {
            new Fields(Json.createObjectBuilder().add("id", text).build(), limits).id("id");
            return true;
        } catch (RefusedException e) {
            return false;
        }
    }

    /** A number from {@code min} in a path or a query; -1 where it is none. */
    public static long number(String text, long min) {
        boolean digits = !text.isEmpty() && text.length() <= 16 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        long number = digits ? Long.parseLong(text) : -1;
        return number >= min && number <= Position.N_MAX ? number : -1;
    }
}
