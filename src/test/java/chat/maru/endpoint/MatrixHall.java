package chat.maru.endpoint;

import chat.maru.access.Bots;
import chat.maru.access.Claim;
import chat.maru.access.Identity;
import chat.maru.access.Verb;
import chat.maru.room.RoomName;
import chat.maru.support.Cast;
import chat.maru.support.EmbeddedMaru;
import chat.maru.support.RightsTable;
import chat.maru.support.TestMember;
import chat.maru.support.TestTokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server with a room of each kind that {@code authorisation.txt} has, for those who hold it against that table. */
abstract class MatrixHall {
    /** Over these sockets nobody logs in, and there are no addresses. */
    private static final Set<String> NOT_LIVE = Set.of("login", "loginRole", "bannedAddress");

    static final RightsTable TABLE = RightsTable.read();
    static final List<String> PEOPLE =
            TABLE.identities().stream().filter(who -> !NOT_LIVE.contains(who)).toList();
    static final List<String> ROOMS = List.of("public", "readOnly", "invited", "announce", "slow");

    private static final String BOT = Bots.mint();
    private static final String BOT_RW = Bots.mint();

    @TempDir
    private Path data;

    final List<String> wrong = new ArrayList<>();
    EmbeddedMaru maru;
    int cells;
    private int kicks;

    @BeforeEach
    void start() throws Exception {
        List<String> settings = new ArrayList<>(Arrays.asList(TestTokens.settings()));
        settings.addAll(List.of("maru.newRooms", "granted", "maru.moderators", "u:moderator"));
        settings.addAll(List.of("maru.administrators", "u:administrator"));
        maru = EmbeddedMaru.start(data, settings.toArray(String[]::new));
        Identity administrator = who("administrator", "any");
        maru.administer(administrator, "revoked." + Cast.TAKEN_BACK, "0");
        maru.administer(administrator, Bots.key("elsewhere"), Bots.value(BOT, "other=rw"));
        maru.administer(administrator, Bots.key("writer"), Bots.value(BOT_RW, "door-*=rw"));
    }

    @AfterEach
    void stop() {
        maru.close();
    }

    /** Makes the room, and says whom it names. */
    void furnish(String kind) {
        try (TestMember administrator = administrator(kind)) {
            for (int i = 1; i <= TABLE.identities().size(); i++) {
                administrator.publish("seed" + i, "seed");
                administrator.skipTo("ack");
            }
            for (Cast.Order order : Cast.ORDERS) {
                moderate(administrator, order.act() + order.who(), order);
            }
            Cast.state(kind).forEach((key, value) -> set(administrator, key, value));
        }
    }

    TestMember administrator(String kind) {
        TestMember administrator = TestMember.v1(maru.uri("/chat/" + room("", kind)), hello("administrator", kind, ""));
        administrator.next("welcome");
        return administrator;
    }

    private static void moderate(TestMember administrator, String id, Cast.Order order) {
        administrator.send("{\"type\":\"moderate\",\"id\":\"" + id + "\"," + order.members() + "}");
        administrator.skipTo("ack");
    }

    private static void set(TestMember administrator, String key, String value) {
        administrator.send(
                "{\"type\":\"set\",\"id\":\"" + key + "\",\"key\":\"" + key + "\",\"value\":\"" + value + "\"}");
        administrator.skipTo("ack");
    }

    /** Who is kicked stays out for ten seconds, so that it has to be done anew. */
    void kick(String kind) {
        try (TestMember administrator = administrator(kind)) {
            moderate(administrator, "kick" + ++kicks, Cast.KICK);
        }
    }

    void compare(String path, String who, String kind, Verb verb, boolean allowed) {
        cells++;
        if (allowed != TABLE.allows(who, kind, verb)) {
            wrong.add(path + ": " + who + " " + kind + " " + verb + (allowed ? " is allowed" : " is denied"));
        }
    }

    /** Of each its own where the room must be missing: the first who may begin it would end that. */
    static String room(String who, String kind) {
        return kind.equals("missing") ? "door-missing-" + who : "door-" + kind;
    }

    static RoomName name(String who, String kind) {
        return RoomName.parse(room(who, kind)).orElseThrow();
    }

    Identity who(String who, String kind) {
        Claim claim =
                Cast.isGuest(who) ? new Claim(null, Cast.secret(who), null) : new Claim(token(who, kind), null, null);
        return maru.who(claim);
    }

    static String hello(String who, String kind, String after) {
        String identity =
                Cast.isGuest(who) ? "\"guest\":\"" + Cast.secret(who) + "\"" : "\"token\":\"" + token(who, kind) + "\"";
        return "{\"type\":\"hello\"," + identity + after + "}";
    }

    private static String token(String who, String kind) {
        return switch (who) {
            case "bot" -> BOT;
            case "botRw" -> BOT_RW;
            default -> Cast.token(who, room(who, kind));
        };
    }
}
