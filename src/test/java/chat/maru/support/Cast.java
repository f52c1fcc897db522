package chat.maru.support;

import chat.maru.access.GuestSecret;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Who plays the identities of the {@link RightsTable}: their secrets, tokens and ids. Stateless. */
public final class Cast {
    /** The id of a token that the server is told to believe no more. */
    public static final String TAKEN_BACK = "taken-back";

    private static final Set<String> GUESTS =
            Set.of("guest", "guestNamedR", "guestNamedRw", "guestNamedRwm", "mutedNamedRw", "kicked", "bannedAddress");

    private Cast() {}

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
