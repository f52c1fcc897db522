package chat.maru.support;

import chat.maru.access.GuestSecret;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Who plays the identities of the {@link RightsTable}: their secrets, tokens and ids. Stateless. */
public final class Cast {
    /** The id of a token that the server is told to believe no more. */
    public static final String TAKEN_BACK = "taken-back";

    private static final Set<String> GUESTS =
            Set.of("guest", "guestNamedR", "guestNamedRw", "guestNamedRwm", "mutedNamedRw", "kicked", "bannedAddress");

    /** Said in every room, before anybody is asked what it may. */
    public static final List<Order> ORDERS = List.of(
            new Order("member", "guestNamedR", ",\"rights\":\"r\""),
            new Order("member", "guestNamedRw", ",\"rights\":\"rw\""),
            new Order("member", "guestNamedRwm", ",\"rights\":\"rwm\""),
            new Order("member", "mutedNamedRw", ",\"rights\":\"rw\""),
            new Order("mute", "mutedNamedRw", ""),
            new Order("mute", "muted", ",\"seconds\":3600"),
            new Order("ban", "banned", ",\"seconds\":3600"),
            new Order("ban", "bannedModerator", ""));

    /** Holds for ten seconds, so that it has to be said anew. */
    public static final Order KICK = new Order("kick", "kicked", "");

    private Cast() {}

    /**
     * What is ordered of one of them.
     *
     * @param more members of the command, each behind a comma
     */
    public record Order(String act, String who, String more) {
        /** As members of a JSON object, whatever the wire. */
        public String members() {
            return "\"act\":\"" + act + "\",\"member\":\"" + id(who) + "\"" + more;
        }
    }

    /** What is set in a room to make it one of that kind: key to value. */
    public static Map<String, String> state(String kind) {
        return switch (kind) {
            case "readOnly", "invited" -> Map.of("door", kind);
            case "announce" -> Map.of("announcements", "true");
            case "slow" -> Map.of("slowModeSeconds", "3600");
            default -> Map.of();
        };
    }

    /** Whether a guest plays this one; all others bring tokens. */
    public static boolean isGuest(String who) {
        return GUESTS.contains(who);
    }

    /** A guest's secret. */
    public static String secret(String who) {
        return (who + "AAAAAAAAAAAAAAAAAAAAAA").substring(0, 21) + "A";
    }

    /** The id of an author. */
    public static String id(String who) {
        return isGuest(who) ? GuestSecret.parse(secret(who)).orElseThrow().authorId() : "u:" + who;
    }

    /** A token of somebody for that room. */
    public static String token(String who, String room) {
        String key = room.toLowerCase(Locale.ROOT);
        Map<String, String> rooms = switch (who) {
            case "tokenRw", "expired", "revoked" -> Map.of(key, "rw");
            case "tokenR" -> Map.of("door-*", "r");
            case "tokenRwm", "bannedModerator" -> Map.of(key, "rwm");
            case "tokenOther" -> Map.of("other", "rwma", "doors-*", "rw", key + "s", "rw");
            case "tokenAll" -> Map.of("*", "rwma");
            default -> Map.of();
        };
        return TestTokens.of(who, rooms, who.equals("expired") ? -600 : 600, who.equals("revoked") ? TAKEN_BACK : "");
    }
}
