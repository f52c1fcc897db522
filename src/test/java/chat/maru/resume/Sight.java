package chat.maru.resume;

import jakarta.json.JsonObject;
import java.util.Set;

/** What a member was shown, in the order in which it came. Immutable. */
sealed interface Sight {
    /**
     * An entry of the log.
     *
     * @param content as in {@link Command}
     * @param erased the content is gone, and empty here
     */
    record Entry(long n, String kind, String id, String author, long of, String content, boolean erased)
            implements Sight {
        static final Set<String> KINDS = Set.of(Command.MESSAGE, Command.EDIT, Command.DELETE, Command.REACTION);

        static Entry read(JsonObject object) {
            String kind = object.getString("type");
            String content = kind.equals(Command.REACTION)
                    ? object.getString("emoji", "") + (object.getBoolean("on", true) ? "" : Command.OFF)
                    : object.getString("text", "");
            return new Entry(
                    object.getJsonNumber("n").longValueExact(),
                    kind,
                    object.getString("id"),
                    object.getJsonObject("from").getString("id"),
                    object.getInt("of", 0),
                    content,
                    object.getBoolean("deleted", false));
        }

        /** All but the content, which a deletion may take away. */
        Entry head() {
            return new Entry(n, kind, id, author, of, "", false);
        }
    }

    /** Told that what is before {@code first} is gone, as far as it was not seen. */
    record Gap(long first, long head, String reason) implements Sight {
        static Gap read(JsonObject object) {
            return new Gap(
                    object.getJsonNumber("first").longValueExact(),
                    object.getJsonNumber("head").longValueExact(),
                    object.getString("reason"));
        }
    }
}
