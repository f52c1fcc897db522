package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.GuestSecret;
import chat.maru.access.MessageFilter;
import chat.maru.support.CodeNameFilter;
import chat.maru.support.MaruProcess;
import chat.maru.support.RawHttp;
import chat.maru.support.TestMember;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that a filter keeps out, by whatever way they come; one of the filters is added as {@code docs} say. */
class FilterIT {
    private static final String ADMIN = "mVq0Zr5cXw2sT8yBnE4uGA";
    private static final String GUEST = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final String ROOM = "public";
    private static final String JSON = "Content-Type: application/json";

    @TempDir
    static Path directory;

    private static MaruProcess maru;
    private static int ids;

    @BeforeAll
    static void start() throws IOException {
        Path war = directory.resolve("filtered.war");
        Files.copy(MaruProcess.war(), war);
        try (FileSystem inside = FileSystems.newFileSystem(war);
                OutputStream jar = Files.newOutputStream(inside.getPath("WEB-INF/lib/code-names.jar"))) {
            writeFilter(jar);
        }
        String admin = GuestSecret.parse(ADMIN).orElseThrow().authorId();
        maru = MaruProcess.start(
                war,
                directory.resolve("data"),
                "-Dmaru.administrators=" + admin,
                "-Dmaru.blockedWords=viagra,광고,casino",
                "-Dmaru.links=users");
    }

    private static void writeFilter(OutputStream out) throws IOException {
        String name = CodeNameFilter.class.getName();
        String path = name.replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(out);
                InputStream code = CodeNameFilter.class.getClassLoader().getResourceAsStream(path)) {
            jar.putNextEntry(new JarEntry("META-INF/services/" + MessageFilter.class.getName()));
            jar.write(name.getBytes(StandardCharsets.UTF_8));
            jar.putNextEntry(new JarEntry(path));
            jar.write(Objects.requireNonNull(code).readAllBytes());
        }
    }

    @AfterAll
    static void stop() {
        maru.close();
    }

    @ParameterizedTest
    @CsvSource({
        "Vi.agra for you and c a s i n o, blocked words, other words",
        "이것은 광고입니다, blocked words, other words",
        "look at https://x.example, links, without the link",
        "Bluebird is late, code names, Use the product's name"
    })
    void whatAFilterKeepsOutIsRefusedOnEveryWay(String text, String rule, String remedy) throws IOException {
        RawHttp made = call(ADMIN, "POST", "bots", "{\"name\":\"bot" + ++ids + "\",\"rooms\":{\"public\":\"rw\"}}");
        String bot = json(made.body()).getString("token");
        // A bot is no guest: it may write links.
        boolean forBots = !rule.equals("links");
        String body = "{\"text\":\"" + text + "\"}";
        try (TestMember guest = TestMember.v1(maru.ws("/chat/public"), "{\"type\":\"hello\"}");
                TestMember robot = TestMember.v1(maru.ws("/chat/public"), hello(bot));
                TestMember plain = TestMember.plain(maru.ws("/chat/public"))) {
            guest.next("welcome");
            robot.next("welcome");
            int n = answer(guest, "\"type\":\"publish\",\"text\":\"good\"").getInt("n");
            assertFiltered(answer(guest, "\"type\":\"publish\",\"text\":\"" + text + "\""), rule, remedy);
            assertFiltered(answer(guest, "\"type\":\"edit\",\"of\":" + n + ",\"text\":\"" + text + "\""), rule, remedy);
            plain.messagesUntil("good");
            JsonObject error = plain.send("{\"message\":\"" + text + "\"}").next();
            assertFiltered(error.getJsonObject("error"), rule, remedy);
            assertFilteredOverRest(body, rule, remedy);
            if (forBots) {
                assertFiltered(answer(robot, "\"type\":\"publish\",\"text\":\"" + text + "\""), rule, remedy);
                assertFiltered(ask("Bearer " + bot, "POST", "rooms/public/messages", body), rule, remedy);
                assertFiltered(RawHttp.send(maru.http("/"), "POST", hook(), body, JSON), rule, remedy);
            } else {
                assertThat(answer(robot, "\"type\":\"publish\",\"text\":\"" + text + "\"")
                                .getString("type"))
                        .isEqualTo("ack");
            }
        }
        RawHttp page = call(GUEST, "GET", "rooms/public/messages", "");
        assertThat(page.body()).contains("good");
        assertThat(page.body().contains(text)).isEqualTo(!forBots);
    }

    /** A message of a guest, and an edit. */
    private static void assertFilteredOverRest(String body, String rule, String remedy) throws IOException {
        RawHttp posted = call(GUEST, "POST", "rooms/public/messages", "{\"text\":\"good\"}");
        assertFiltered(call(GUEST, "POST", "rooms/public/messages", body), rule, remedy);
        int own = json(posted.body()).getInt("n");
        assertFiltered(call(GUEST, "PATCH", "rooms/public/messages/" + own, body), rule, remedy);
    }

    @Test
    void whoModeratesSaysWhatItWants() throws IOException {
        for (String text : new String[] {"no viagra here", "https://x.example", "Bluebird"}) {
            RawHttp answer = call(ADMIN, "POST", "rooms/public-notes/messages", "{\"text\":\"" + text + "\"}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        }
    }

    private static String hello(String token) {
        return "{\"type\":\"hello\",\"token\":\"" + token + "\"}";
    }

    private static JsonObject answer(TestMember from, String fields) {
        String id = "c" + ++ids;
        from.send("{\"id\":\"" + id + "\"," + fields + "}");
        for (JsonObject frame = from.next(); ; frame = from.next()) {
            if (!frame.containsKey("m") && frame.getString("id", "").equals(id)) {
                return frame;
            }
        }
    }

    private static String hook() throws IOException {
        String hook = "{\"room\":\"" + ROOM + "\",\"name\":\"ci" + ++ids + "\",\"incoming\":true}";
        return json(call(ADMIN, "POST", "hooks", hook).body()).getString("path");
    }

    private static RawHttp call(String secret, String method, String path, String body) throws IOException {
        return ask("Guest " + secret, method, path, body);
    }

    private static RawHttp ask(String who, String method, String path, String body) throws IOException {
        return RawHttp.send(maru.http("/"), method, "/api/v1/" + path, body, "Authorization: " + who, JSON);
    }

    private static void assertFiltered(RawHttp answer, String rule, String remedy) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        JsonObject problem = json(answer.body());
        assertThat(problem.getString("code")).isEqualTo("filtered");
        assertTold(problem.getString("detail"), rule, remedy);
    }

    private static void assertFiltered(JsonObject refused, String rule, String remedy) {
        assertThat(refused.getString("code", "")).as("%s", refused).isEqualTo("filtered");
        assertThat(refused.getString("outcome")).isEqualTo("notStored");
        assertTold(refused.getString("text"), rule, remedy);
    }

    /** The rule and what would pass; and nothing of the list. */
    private static void assertTold(String text, String rule, String remedy) {
        assertThat(text).contains("\"" + rule + "\"").contains(remedy);
        assertThat(text)
                .doesNotContainIgnoringCase("viagra")
                .doesNotContain("광고")
                .doesNotContain("casino");
    }

    private static JsonObject json(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        }
    }
}
