package chat.maru.containers;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.RawHttp;
import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the suite's checks have in common: a server on which Maru is open, and ways to talk to it. */
interface Checks {
    /** Korean, so that every check is also one of encoding. */
    String KOREAN = "한국";

    /** The four paths of one room. */
    List<String> FOUR_PATHS = List.of("/chat/%s", "/chat/%s/", "/ws/chat/%s", "/ws/chat/%s/");

    String HELLO = "{\"type\":\"hello\"}";

    /** The server that is being checked, running. */
    Server server();

    /** A room's name as a path carries it. */
    static String encoded(String room) {
        return URLEncoder.encode(room, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A path below the context at which Maru is at home. */
    default URI ws(String path) {
        return server().ws(server().home(), path);
    }

    /** A room of the Maru that is at home. */
    default URI room(String name) {
        return ws("/chat/" + encoded(name));
    }

    /** Shakes hands at a path below the home context, which may be one that no URI can hold. */
    default RawHttp handshake(String path, String... headers) throws IOException {
        return RawHttp.handshake(server().http("/", ""), Server.path(server().home(), path), headers);
    }

    default RawHttp get(String path, String... headers) throws IOException {
        return RawHttp.get(server().http("/", ""), Server.path(server().home(), path), headers);
    }

    /** A member that has been welcomed and has caught up. */
    static TestMember joined(URI room) {
        return caughtUp(TestMember.v1(room, HELLO));
    }

    /** A member that has said hello, when it has been welcomed and has caught up. */
    static TestMember caughtUp(TestMember member) {
        member.next("welcome");
        member.next("caughtUp");
        return member;
    }

    /** Publishes, and waits until the message has come back, which says that it is stored. */
    static JsonObject say(TestMember member, String id, String words) {
        member.publish(id, words);
        JsonObject message = member.skipTo("message");
        assertThat(message.getString("text")).isEqualTo(words);
        return message;
    }

    /** A hello that asks for what came after a position. */
    static String resume(String epoch, long n) {
        return "{\"type\":\"hello\",\"after\":{\"epoch\":\"" + epoch + "\",\"n\":" + n + "}}";
    }
}
