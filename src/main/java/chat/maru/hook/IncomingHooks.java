package chat.maru.hook;

import chat.maru.access.Bots;
import chat.maru.access.Grants;
import chat.maru.access.Identity;
import chat.maru.access.TokenHash;
import chat.maru.room.RoomName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The URLs that somebody may post to a room by. Thread-safe; one in a server, and told by it what the server's own
 * state says. The state keeps a hash of what stands in the URL.
 */
public final class IncomingHooks {
    private static final String KEY = "in.";

    private volatile Map<String, Incoming> byHash = Map.of();

    /** The key in the server's state. */
    public static String key(String hash) {
        return KEY + hash;
    }

    /** The value in the server's state. */
    public static String value(RoomName room, String name) {
        return room.shown() + " " + name;
    }

    /** The server's own state has changed. */
    public void update(Map<String, String> state) {
        Map<String, Incoming> read = new LinkedHashMap<>();
        state.forEach((key, value) -> {
            String[] parts = value.split(" ", -1);
            if (key.startsWith(KEY) && parts.length == 2) {
                String hash = key.substring(KEY.length());
                RoomName.parse(parts[0]).ifPresent(room -> read.put(hash, new Incoming(hash, room, parts[1])));
            }
        });
        byHash = Map.copyOf(read);
    }

    /** The one that this URL is of. */
    public Optional<Incoming> find(String secret) {
        return TokenHash.find(byHash, secret);
    }

    /** All of them. */
    public List<Incoming> list() {
        return List.copyOf(byHash.values());
    }

    /**
     * One of them.
     *
     * @param id the hash of its secret
     */
    public record Incoming(String id, RoomName room, String name) {
        /** Who posts by it: a bot that may write in this room and do nothing else. */
        public Identity who() {
            return Bots.identity(name, "", Grants.of(Map.of(room.key(), "w")));
        }
    }
}
