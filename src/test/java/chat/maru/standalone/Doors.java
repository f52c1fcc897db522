package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.Cast;
import chat.maru.support.MaruProcess;
import chat.maru.support.RawHttp;
import chat.maru.support.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The runnable WAR with a room of each kind that {@code authorisation.txt} has, and everybody whom it names. Used by
 * one thread; ends with {@link #close}.
 */
final class Doors implements AutoCloseable {
    /** A client's address that every room has banned, as a proxy tells it. */
    static final String BANNED_ADDRESS = "203.0.113.9";

    private static final String RANGE = "203.0.113.0/24";
    private static final String JSON = "Content-Type: application/json";
    private static final List<String> KINDS = List.of("public", "readOnly", "invited", "announce", "slow");

    private final MaruProcess maru;
    private final URI server;
    private String bot = "";
    private String botRw = "";
    private String deletedBot = "";
    private String secret = "";

    private Doors(MaruProcess maru) {
        this.maru = maru;
        this.server = maru.http("/");
    }

    /** @param people how many there are; each gets two messages of its own to delete */
    static Doors open(Path data, int people) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "-Dmaru.newRooms=granted",
                "-Dmaru.moderators=u:moderator",
                "-Dmaru.administrators=u:administrator",
                "-Dmaru.proxies=127.0.0.1",
                "-Dmaru.guests=true"));
        String[] settings = TestTokens.settings();
        for (int i = 0; i < settings.length; i += 2) {
            options.add("-D" + settings[i] + "=" + settings[i + 1]);
        }
        Doors doors = new Doors(MaruProcess.start(data, options.toArray(String[]::new)));
        try {
            doors.employ();
            for (String kind : KINDS) {
                doors.furnish(kind, 2 * people);
            }
            return doors;
        } catch (IOException | RuntimeException | AssertionError e) {
            doors.close();
            throw e;
        }
    }

    private void employ() throws IOException {
        bot = bot("elsewhere", "{\"other\":\"rw\"}");
        botRw = bot("writer", "{\"door-*\":\"rw\"}");
        deletedBot = bot("gone", "{\"door-*\":\"rwm\"}");
        assertThat(order("DELETE", "bots/gone", "{}").status()).isEqualTo(204);
        done("POST", "tokens/revoke", "{\"jti\":\"" + Cast.TAKEN_BACK + "\"}");
        String path = RestServer.json(done("POST", "hooks", "{\"room\":\"other\",\"name\":\"hook\",\"incoming\":true}"))
                .getString("path");
        secret = path.substring(path.lastIndexOf('/') + 1);
    }

    private String bot(String name, String rooms) throws IOException {
        String body = "{\"name\":\"" + name + "\",\"rooms\":" + rooms + "}";
        return RestServer.json(done("POST", "bots", body)).getString("token");
    }

    /** Makes the room, with so many messages of the administrator, and says whom it names. */
    void furnish(String kind, int messages) throws IOException {
        String room = "rooms/" + room(kind);
        for (int i = 0; i < messages; i++) {
            done("POST", room + "/messages", "{\"text\":\"seed\"}");
        }
        done("PUT", room + "/state/topic", "{\"value\":\"first\"}");
        for (Cast.Order order : Cast.ORDERS) {
            moderate(room, order);
        }
        moderate(room, new Cast.Order("ban", "somebodyElse", ",\"addresses\":\"" + RANGE + "\""));
        for (Map.Entry<String, String> state : Cast.state(kind).entrySet()) {
            done("PUT", room + "/state/" + state.getKey(), "{\"value\":\"" + state.getValue() + "\"}");
        }
    }

    private void moderate(String room, Cast.Order order) throws IOException {
        done("POST", room + "/moderation", "{" + order.members() + "}");
    }

    /** Who is kicked stays out for ten seconds, so that it has to be done anew. */
    void kick(String kind) throws IOException {
        moderate("rooms/" + room(kind), Cast.KICK);
    }

    private RawHttp done(String method, String path, String body) throws IOException {
        RawHttp answer = order(method, path, body);
        assertThat(answer.status()).as("%s %s: %s", method, path, answer.body()).isIn(200, 201);
        return answer;
    }

    private RawHttp order(String method, String path, String body) throws IOException {
        String token = "Authorization: Bearer " + Cast.token("administrator", "any");
        return RawHttp.send(server, method, "/api/v1/" + path, body, token, JSON);
    }

    String room(String kind) {
        return "door-" + kind;
    }

    URI server() {
        return server;
    }

    URI socket(String path) {
        return maru.ws(path);
    }

    /** Of the path by which anybody posts to the room "other". */
    String secret() {
        return secret;
    }

    /** By which somebody says who it is. */
    List<String> headers(String who, String room) {
        return switch (who) {
            case "nobody" -> List.of();
            case "bot" -> List.of("Authorization: Bearer " + bot);
            case "botRw" -> List.of("Authorization: Bearer " + botRw);
            case "deletedBot" -> List.of("Authorization: Bearer " + deletedBot);
            case "bannedAddress" ->
                List.of("Authorization: Guest " + Cast.secret(who), "X-Forwarded-For: " + BANNED_ADDRESS);
            default ->
                List.of(
                        Cast.isGuest(who)
                                ? "Authorization: Guest " + Cast.secret(who)
                                : "Authorization: Bearer " + Cast.token(who, room));
        };
    }

    @Override
    public void close() {
        maru.close();
    }
}
