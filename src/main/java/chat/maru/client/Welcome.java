package chat.maru.client;

import jakarta.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a hello: who one is, and where the log stands. Immutable: a view of what the server sent.
 *
 * @param json as it came
 */
public record Welcome(JsonObject json) {
    private static final int IN_FLIGHT_DEFAULT = 64;
    private static final int FRAME_BYTES_DEFAULT = 65_536;

    /** The room's name as it was first spelled. */
    public String room() {
        return json.getString("room", "");
    }

    /** Who this client is. */
    public Person you() {
        return Person.of(json.getJsonObject("you"));
    }

    /**
     * What this client may do here: letters of {@code r} (read), {@code w} (write), {@code m} (moderate) and {@code a}
     * (administer). {@link Listener#rights} tells when that changes.
     */
    public String rights() {
        return json.getJsonObject("you").getString("rights", "");
    }

    /** The guest's secret where it was made just now: keep it to be the same guest in another process. */
    public @Nullable String guest() {
        return json.getString("guest", null);
    }

    /** Of every position from here on. */
    public String epoch() {
        return json.getString("epoch");
    }

    /** The newest position. */
    public long head() {
        return Frames.number(json, "head");
    }

    /** The oldest position held; {@code head + 1} where there is none. */
    public long first() {
        return Frames.number(json, "first");
    }

    /** How many messages there are up to the head. */
    public long m() {
        return Frames.number(json, "m");
    }

    /** How far this person has read. */
    public long read() {
        return Frames.number(json, "read");
    }

    /** How many messages have come since. */
    public long unread() {
        return Frames.number(json, "unread");
    }

    /** Whether everything after the position of the hello will follow. */
    public boolean resumed() {
        return json.getBoolean("resumed", false);
    }

    /** What moderators have set. */
    public Map<String, String> state() {
        Map<String, String> state = new TreeMap<>();
        JsonObject set = json.getJsonObject("state");
        if (set != null) {
            set.keySet().forEach(key -> state.put(key, set.getString(key)));
        }
        return state;
    }

    /** What an ack survives: {@code disk}, {@code os} or {@code memory}. */
    public String durability() {
        return json.getString("durability", "");
    }

    /** Time between two pings of the server, in milliseconds; 0 where it does not say. */
    public long heartbeatMs() {
        return Frames.number(json, "heartbeatMs");
    }

    /** How many commands may wait for their answers. */
    int inFlightMax() {
        return limit("inFlight", IN_FLIGHT_DEFAULT);
    }

    /** How long a frame may be, in bytes of UTF-8. */
    int frameBytesMax() {
        return limit("frameBytes", FRAME_BYTES_DEFAULT);
    }

    private int limit(String name, int otherwise) {
        JsonObject limits = json.getJsonObject("limits");
        return limits == null ? otherwise : Math.max(1, limits.getInt(name, otherwise));
    }
}
