package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.Arrival;
import chat.maru.access.Claim;
import chat.maru.access.GuestSecret;
import chat.maru.access.Identity;
import chat.maru.access.Verb;
import chat.maru.room.Glance;
import chat.maru.room.RoomName;
import chat.maru.support.EmbeddedMaru;
import chat.maru.support.RightsTable;
import chat.maru.support.TestMember;
import chat.maru.support.TestTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same table as the policy's, asked of a whole server over its sockets: whoever is in no way allowed to do
 * something is not obeyed, live, resumed, looking back, or looking from outside.
 */
class AuthorisationMatrixTest {
    private static final Set<String> NOT_LIVE =
            Set.of("login", "loginRole", "bot", "botRw", "bannedAddress", "kicked", "hidden");
    private static final Set<String> NAMED =
            Set.of("guest", "guestNamedR", "guestNamedRw", "guestNamedRwm", "mutedNamedRw");

    @TempDir
    private Path data;

    private final RightsTable table = RightsTable.read();
    private final List<String> wrong = new ArrayList<>();
    private EmbeddedMaru maru;
    private int cells;

    @BeforeEach
    void start() throws Exception {
        List<String> settings = new ArrayList<>(Arrays.asList(TestTokens.settings()));
        settings.addAll(List.of("maru.newRooms", "granted", "maru.moderators", "u:moderator"));
        settings.addAll(List.of("maru.administrators", "u:administrator"));
        maru = EmbeddedMaru.start(data, settings.toArray(String[]::new));
        Identity administrator = who("administrator", "any");
        maru.maru()
                .rooms()
                .visit(
                        RoomName.SERVER,
                        administrator,
                        "",
                        server -> maru.maru()
                                .rooms()
                                .moderation()
                                .administer(server, "revoke", "revoked.taken-back", "0"))
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        maru.close();
    }

    @Test
    void nobodyMayMoreOverTheSocketsThanTheTableSays() throws IOException {
        for (String kind : table.rooms()) {
            if (!kind.equals("missing") && !kind.equals("hidden")) {
                furnish(kind);
            }
        }
        for (String who : table.identities()) {
            for (String kind : table.rooms()) {
                if (!NOT_LIVE.contains(who) && !NOT_LIVE.contains(kind)) {
                    ask(who, kind);
                }
            }
        }
        System.out.println("cells over the sockets: " + cells + ", unexpected: " + wrong.size());
        assertThat(wrong).isEmpty();
        assertThat(cells).isGreaterThan(1_000);
    }

    /** Makes the room, and says whom it names. */
    private void furnish(String kind) {
        String hello = hello("administrator", kind, "");
        try (TestMember administrator = TestMember.v1(maru.uri("/chat/" + room("", kind)), hello)) {
            administrator.next("welcome");
            for (int i = 1; i <= table.identities().size(); i++) {
                administrator.publish("seed" + i, "seed");
                administrator.skipTo("ack");
            }
            moderate(administrator, "member", "guestNamedR", ",\"rights\":\"r\"");
            moderate(administrator, "member", "guestNamedRw", ",\"rights\":\"rw\"");
            moderate(administrator, "member", "guestNamedRwm", ",\"rights\":\"rwm\"");
            moderate(administrator, "member", "mutedNamedRw", ",\"rights\":\"rw\"");
            moderate(administrator, "mute", "mutedNamedRw", "");
            moderate(administrator, "mute", "muted", ",\"seconds\":3600");
            moderate(administrator, "ban", "banned", ",\"seconds\":3600");
            moderate(administrator, "ban", "bannedModerator", "");
            switch (kind) {
                case "readOnly", "invited" -> set(administrator, "door", kind);
                case "announce" -> set(administrator, "announcements", "true");
                case "slow" -> set(administrator, "slowModeSeconds", "3600");
                default -> {}
            }
        }
    }

    private static void moderate(TestMember administrator, String act, String who, String more) {
        String id = NAMED.contains(who)
                ? GuestSecret.parse(secret(who)).orElseThrow().authorId()
                : "u:" + who;
        administrator.send("{\"type\":\"moderate\",\"id\":\"" + act + who + "\",\"act\":\"" + act + "\",\"member\":\""
                + id + "\"" + more + "}");
        administrator.skipTo("ack");
    }

    private static void set(TestMember administrator, String key, String value) {
        administrator.send(
                "{\"type\":\"set\",\"id\":\"" + key + "\",\"key\":\"" + key + "\",\"value\":\"" + value + "\"}");
        administrator.skipTo("ack");
    }

    private void ask(String who, String kind) throws IOException {
        Map<Verb, Boolean> live = talk(who, kind, "");
        if (kind.equals("missing")) {
            // What nobody has said nobody can delete, whatever else they may.
            live.remove(Verb.DELETE_ANY);
        }
        live.forEach((verb, allowed) -> compare("live", who, kind, verb, allowed));
        // Whoever may not be there is told nothing by asking for what was there before.
        Map<Verb, Boolean> resumed = talk(who, kind, ",\"after\":{\"n\":0}");
        compare("resume", who, kind, Verb.ENTER, resumed.get(Verb.ENTER));
        compare("resume", who, kind, Verb.HISTORY, resumed.get(Verb.HISTORY));
        if (!kind.equals("missing") && !who.equals("expired")) {
            Glance glance = maru.maru()
                    .rooms()
                    .glance(name(who, kind), who(who, kind), "", false)
                    .toCompletableFuture()
                    .join();
            compare("glance", who, kind, Verb.GLANCE, glance.head().n() > 0);
        }
    }

    private void compare(String path, String who, String kind, Verb verb, boolean allowed) {
        cells++;
        if (allowed != table.allows(who, kind, verb)) {
            wrong.add(path + ": " + who + " " + kind + " " + verb + (allowed ? " is allowed" : " is denied"));
        }
    }

    private Map<Verb, Boolean> talk(String who, String kind, String after) throws IOException {
        int target = 1 + table.identities().indexOf(who);
        Interview interview = new Interview(after.isEmpty() ? "" : "again", target);
        interview.hold(maru.uri("/chat/" + room(who, kind)), hello(who, kind, after));
        interview.surprises().forEach(surprise -> wrong.add(who + " " + kind + " " + surprise));
        return interview.may();
    }

    /** Of each its own where the room must be missing: the first who may begin it would end that. */
    private static String room(String who, String kind) {
        return kind.equals("missing") ? "door-missing-" + who : "door-" + kind;
    }

    private static RoomName name(String who, String kind) {
        return RoomName.parse(room(who, kind)).orElseThrow();
    }

    private Identity who(String who, String kind) {
        Claim claim =
                NAMED.contains(who) ? new Claim(null, secret(who), null) : new Claim(token(who, kind), null, null);
        return maru.maru()
                .entrance()
                .identities()
                .identify(new Arrival("", true, null, null, Set.of(), null, false, true, ""), claim)
                .toCompletableFuture()
                .join()
                .who();
    }

    private static String hello(String who, String kind, String after) {
        String identity =
                NAMED.contains(who) ? "\"guest\":\"" + secret(who) + "\"" : "\"token\":\"" + token(who, kind) + "\"";
        return "{\"type\":\"hello\"," + identity + after + "}";
    }

    private static String secret(String who) {
        return (who + "AAAAAAAAAAAAAAAAAAAAAA").substring(0, 21) + "A";
    }

    private static String token(String who, String kind) {
        String room = room(who, kind).toLowerCase(java.util.Locale.ROOT);
        Map<String, String> rooms = switch (who) {
            case "tokenRw", "expired", "revoked" -> Map.of(room, "rw");
            case "tokenR" -> Map.of("door-*", "r");
            case "tokenRwm", "bannedModerator" -> Map.of(room, "rwm");
            case "tokenOther" -> Map.of("other", "rwma", "doors-*", "rw", room + "s", "rw");
            case "tokenAll" -> Map.of("*", "rwma");
            default -> Map.of();
        };
        String tokenId = who.equals("revoked") ? "taken-back" : "";
        return TestTokens.of(who, rooms, who.equals("expired") ? -600 : 600, tokenId);
    }
}
