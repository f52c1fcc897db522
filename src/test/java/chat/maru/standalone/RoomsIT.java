package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.MaruProcess;
import chat.maru.support.RawHttp;
import chat.maru.support.TestMember;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a lobby learns of rooms by {@code GET /api/v1/rooms} of the runnable WAR. */
class RoomsIT {
    private static final String PATH = "/api/v1/rooms?";
    private static final String SECRET = "mVq0Zr5cXw2sT8yBnE4uGA";
    private static final long POLL_NANOS = 50_000_000;

    @TempDir
    static Path data;

    private static MaruProcess maru;
    private static URI server;

    @BeforeAll
    static void start() throws IOException {
        maru = MaruProcess.start(data);
        server = maru.http("/");
    }

    @AfterAll
    static void stop() {
        maru.close();
    }

    @Test
    void unreadGoesUpWithEachMessageAndDownAsItIsRead() throws IOException {
        String[] reader = {"Authorization: Guest " + SECRET};
        try (TestMember writer = joined("unread", "{\"type\":\"hello\"}");
                TestMember me = joined("unread", "{\"type\":\"hello\",\"guest\":\"" + SECRET + "\"}")) {
            for (int i = 1; i <= 3; i++) {
                writer.publish("m" + i, "text " + i);
                writer.skipTo("ack");
                JsonObject room = room("unread", reader);
                assertThat(room.getInt("unread")).isEqualTo(i);
                assertThat(room.getInt("head")).isEqualTo(i);
                assertThat(room.getInt("m")).isEqualTo(i);
                assertThat(room.getInt("read")).isZero();
            }
            me.send("{\"type\":\"read\",\"n\":2}");
            JsonObject read = await("unread", room -> room.getInt("read") == 2, reader);
            assertThat(read.getInt("unread")).isEqualTo(1);
        }
        assertThat(await("unread", room -> room.getInt("online") == 0, reader).getInt("unread"))
                .as("nobody is there, and the room is closed")
                .isEqualTo(1);
        JsonObject nobody = room("unread");
        assertThat(nobody.containsKey("unread") || nobody.containsKey("read")).isFalse();
        assertThat(room("unread", "Authorization: guest AAAAAAAAAAAAAAAAAAAAAA").getInt("unread"))
                .as("another guest has read nothing")
                .isEqualTo(3);
    }

    @Test
    void onlineIsWhoIsThereAndNamesTenOfThem() throws IOException {
        List<TestMember> members = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            members.add(joined("crowd", "{\"type\":\"hello\",\"name\":\"손님 " + i + "\"}"));
        }
        JsonObject crowd = await("crowd", room -> room.getInt("online") == 12);
        assertThat(crowd.getJsonArray("members")).hasSize(10);
        assertThat(crowd.getJsonArray("members").getJsonObject(0).getString("name"))
                .isEqualTo("손님 0");
        assertThat(crowd.getJsonArray("members").getJsonObject(0).getString("id"))
                .startsWith("g:");
        members.forEach(TestMember::close);
        JsonObject left = await("crowd", room -> room.getInt("online") == 0);
        assertThat(left.getJsonArray("members")).isEmpty();
        assertThat(left.getInt("head")).isZero();
    }

    @Test
    void aRoomIsShownAsItWasFirstSpelledHoweverItIsAskedFor() throws IOException {
        try (TestMember member = joined("Café한국", "{\"type\":\"hello\"}")) {
            member.publish("a", "안녕하세요");
            member.skipTo("ack");
        }
        String decomposed = Normalizer.normalize("CAFÉ한국", Normalizer.Form.NFD);
        JsonObject room = room(decomposed);
        assertThat(room.getString("room")).isEqualTo("Café한국");
        assertThat(room.getInt("m")).isEqualTo(1);
        assertThat(room.getString("epoch")).isNotEmpty();
    }

    @Test
    void roomsComeInTheOrderAskedAndABadNameSpoilsOnlyItself() throws IOException {
        RawHttp answer = ask("room=" + encoded("나") + "&room=-bad&other=x&room=%ff&room=" + encoded("가"));
        List<JsonObject> rooms = rooms(answer);
        assertThat(rooms).extracting(room -> room.getString("room")).containsExactly("나", "-bad", "\uFFFD", "가");
        assertThat(rooms.get(1).getJsonObject("error").getString("code")).isEqualTo("badRoom");
        assertThat(rooms.get(1).getJsonObject("error").getString("text")).contains("1 to 64");
        assertThat(rooms.get(1).containsKey("head")).isFalse();
        assertThat(rooms.get(2).containsKey("error")).isTrue();
        assertThat(rooms.get(3).getInt("head")).isZero();
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void askingForARoomDoesNotSpellIt() throws IOException {
        assertThat(room("SPELLED").getString("room")).isEqualTo("SPELLED");
        try (TestMember member = joined("Spelled", "{\"type\":\"hello\"}")) {
            member.publish("a", "one");
            member.skipTo("ack");
        }
        assertThat(room("SPELLED").getString("room")).isEqualTo("Spelled");
    }

    @Test
    void fiftyRoomsAreAnsweredAndFiftyOneAreNot() throws IOException {
        String fifty = IntStream.range(0, 50).mapToObj(i -> "room=r" + i).collect(Collectors.joining("&"));
        assertThat(rooms(ask(fifty))).hasSize(50);
        assertThat(rooms(ask("room=same&room=same"))).hasSize(2);
        assertThat(rooms(ask(""))).isEmpty();
        assertProblem(ask(fifty + "&room=r50"), 400, "tooManyRooms");
    }

    @ParameterizedTest
    @CsvSource({
        "Guest, badGuest",
        "'Guest ', badGuest",
        "Guest short, badGuest",
        "Guest mVq0Zr5cXw2sT8yBnE4uG!, badGuest",
        "Bearer x, badToken",
        "Basic eDp5, badToken"
    })
    void whoSaysWrongWhoItIsGetsNothing(String credentials, String code) throws IOException {
        RawHttp answer = ask("room=lobby", "Authorization: " + credentials);
        assertProblem(answer, 401, code);
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer, Guest");
    }

    @Test
    void onlyReadingIsAnswered() throws IOException {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
            RawHttp answer = RawHttp.ask(server, method, PATH + "room=lobby");
            assertProblem(answer, 405, "badMethod");
            assertThat(answer.header("Allow")).contains("GET, HEAD");
        }
        RawHttp head = RawHttp.ask(server, "HEAD", PATH + "room=lobby");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void aForeignPageIsToldSoAsAProblem() throws IOException {
        assertProblem(ask("room=lobby", "Origin: https://evil.example"), 403, "forbidden");
    }

    @Test
    void theSecretStandsInNoLog() throws IOException {
        room("lobby", "Authorization: Guest " + SECRET);
        ask("room=lobby", "Authorization: Guest " + SECRET + "!");
        assertThat(maru.output()).doesNotContain(SECRET);
    }

    private static TestMember joined(String room, String hello) {
        TestMember member = TestMember.v1(maru.ws("/chat/" + encoded(room)), hello);
        member.next("welcome");
        return member;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static RawHttp ask(String query, String... headers) throws IOException {
        return RawHttp.get(server, PATH + query, headers);
    }

    private static JsonObject room(String name, String... headers) throws IOException {
        return rooms(ask("room=" + encoded(name), headers)).get(0);
    }

    private static JsonObject await(String name, Predicate<JsonObject> wanted, String... headers) throws IOException {
        long end = System.nanoTime() + TestMember.DEADLINE.toNanos();
        JsonObject room = room(name, headers);
        while (!wanted.test(room)) {
            assertThat(System.nanoTime()).as("still %s", room).isLessThan(end);
            LockSupport.parkNanos(POLL_NANOS);
            room = room(name, headers);
        }
        return room;
    }

    private static List<JsonObject> rooms(RawHttp answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return json(answer).getJsonArray("rooms").getValuesAs(JsonObject.class);
    }

    private static void assertProblem(RawHttp answer, int status, String code) {
        assertThat(answer.status()).as(answer.head() + answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonObject problem = json(answer);
        assertThat(problem.getInt("status")).isEqualTo(status);
        assertThat(problem.getString("code")).isEqualTo(code);
        assertThat(problem.getString("title")).isNotEmpty();
        assertThat(problem.getString("detail")).isNotEmpty();
    }

    private static JsonObject json(RawHttp answer) {
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }
}
