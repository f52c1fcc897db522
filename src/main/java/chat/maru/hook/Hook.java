package chat.maru.hook;

import chat.maru.room.RoomName;
import java.util.Optional;

/**
 * An outgoing webhook, as the server's state has it. The key of its signatures is not there, but entrusted for its
 * {@link #owner}, and goes with it. Immutable.
 *
 * @param epoch of the room when it was made
 * @param from the position that it begins after, in that epoch
 * @param gone whether its receiver has said that it wants no more
 */
public record Hook(String id, RoomName room, HookUrl url, String epoch, long from, boolean gone) {
    private static final String KEY = "hook.";
    private static final int PARTS = 5;

    /** The key of a hook in the server's state. */
    public static String key(String id) {
        return KEY + id;
    }

    /** For whom its secret is kept; no identity has an id like it. */
    public String owner() {
        return "hook:" + id;
    }

    /** Its value there. */
    public String value() {
        return String.join(" ", room.shown(), url.text(), epoch, Long.toString(from), gone ? "gone" : "on");
    }

    /** The hook that a line of the state describes; empty where it describes none. */
    static Optional<Hook> read(String key, String value) {
        String[] parts = value.split(" ", -1);
        if (!key.startsWith(KEY) || parts.length != PARTS) {
            return Optional.empty();
        }
        String id = key.substring(KEY.length());
        try {
            HookUrl url = HookUrl.parse(parts[1]);
            long from = Long.parseLong(parts[3]);
            return RoomName.parse(parts[0])
                    .map(room -> new Hook(id, room, url, parts[2], from, parts[4].equals("gone")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Hook asGone() {
        return new Hook(id, room, url, epoch, from, true);
    }
}
