package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the entries of a room say of its state, one after the other, and whether everybody who spoke was allowed to at
 * that position. Knows nothing of the server but the wire. Of one thread.
 */
final class HallReplay {
    private final Map<String, String> state = new HashMap<>();

    void replay(JsonObject entry) {
        switch (entry.getString("type")) {
            case "state" -> put(entry.getString("key"), entry.getString("value"));
            case "moderation" -> act(entry, entry.getString("member"));
            case "message" -> assertMaySpeak(entry);
            default -> {}
        }
    }

    private void put(String key, String value) {
        if (value.isEmpty()) {
            state.remove(key);
        } else {
            state.put(key, value);
        }
    }

    private void act(JsonObject entry, String member) {
        String until = entry.containsKey("until") ? Long.toString(millis(entry.getString("until"))) : "0";
        switch (entry.getString("act")) {
            case "mute", "kick", "ban" -> put(entry.getString("act") + "." + member, until);
            case "unmute" -> put("mute." + member, "");
            case "unban" -> put("ban." + member, "");
            case "member" -> put("member." + member, entry.getString("rights", ""));
            default -> assertThat(entry.getString("act")).isEqualTo("hide");
        }
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private void assertMaySpeak(JsonObject message) {
        String author = message.getJsonObject("from").getString("id");
        long at = millis(message.getString("at"));
        for (String act : List.of("ban", "kick", "mute")) {
            String until = state.get(act + "." + author);
            assertThat(until == null || isOver(until, at))
                    .as("%s of %s until %s, and yet %s", act, author, until, message)
                    .isTrue();
        }
        boolean named = state.getOrDefault("member." + author, "").contains("w");
        assertThat(named || !state.containsKey("announcements"))
                .as("only announcements, and yet %s", message)
                .isTrue();
    }

    private static boolean isOver(String until, long atMillis) {
        return !until.equals("0") && Long.parseLong(until) <= atMillis;
    }

    /** The state as replayed, without what is over: the server takes that out with its next change. */
    Map<String, String> state(long nowMillis) {
        return current(state, nowMillis);
    }

    static Map<String, String> current(Map<String, String> state, long nowMillis) {
        Map<String, String> current = new HashMap<>(state);
        current.entrySet()
                .removeIf(set -> set.getKey().matches("(mute|kick|ban)\\..*") && isOver(set.getValue(), nowMillis));
        return current;
    }
}
