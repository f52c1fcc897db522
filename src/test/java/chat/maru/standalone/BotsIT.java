package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.RawHttp;
import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Programs that come to the runnable WAR: bots by their token, and what posts to a URL that is a secret. */
class BotsIT extends RestServer {
    private static final int BAD_TOKEN = 4510;
    private static final int NOT_ALLOWED = 4507;

    /** A second is promised; ten times that on a busy machine. */
    private static final Duration CUT = Duration.ofSeconds(10);

    @Test
    void aBotDoesWhatItsGrantSaysAndNothingElseUntilItIsDeleted() throws IOException {
        RawHttp made = call("POST", "bots", "{\"name\":\"clock\",\"rooms\":{\"team-*\":\"rw\"}}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String token = json(made).getString("token");
        RawHttp listed = call("GET", "bots", "");
        assertThat(listed.body()).contains("clock").doesNotContain(token);

        String hello = "{\"type\":\"hello\",\"token\":\"" + token + "\"}";
        try (TestMember elsewhere = TestMember.v1(maru.ws("/chat/lobby"), hello)) {
            assertThat(elsewhere.closeCode()).isEqualTo(NOT_ALLOWED);
        }
        try (TestMember bot = TestMember.v1(maru.ws("/chat/team-a"), hello)) {
            JsonObject you = bot.next("welcome").getJsonObject("you");
            assertThat(you.getString("id")).isEqualTo("b:clock");
            assertThat(you.getString("rights")).isEqualTo("rw");
            bot.publish("one", "it is noon");
            bot.skipTo("ack");
            String bearer = "Authorization: Bearer " + token;
            RawHttp read = RawHttp.get(server, "/api/v1/rooms/team-a/messages", bearer);
            assertThat(read.body()).contains("it is noon");
            assertThat(RawHttp.get(server, "/api/v1/rooms/lobby/messages", bearer)
                            .status())
                    .isIn(403, 404);

            long begin = System.nanoTime();
            assertThat(call("DELETE", "bots/clock", "").status()).isEqualTo(204);
            assertThat(bot.closeCode()).isEqualTo(BAD_TOKEN);
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            System.out.println("a deleted bot was cut after " + took.toMillis() + " ms");
            assertThat(took).isLessThan(CUT);
        }
        try (TestMember late = TestMember.v1(maru.ws("/chat/team-a"), hello)) {
            assertThat(late.closeCode()).isEqualTo(BAD_TOKEN);
        }
    }

    @Test
    void whoKnowsTheUrlPostsToItsRoomAndNobodyElseDoes() throws IOException {
        RawHttp made = call("POST", "hooks", "{\"room\":\"builds\",\"name\":\"ci\",\"incoming\":true}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String path = json(made).getString("path");
        RawHttp first = say(path, "{\"text\":\"green\",\"id\":\"build-1\"}");
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        RawHttp again = say(path, "{\"text\":\"green\",\"id\":\"build-1\"}");
        assertThat(json(again).getBoolean("duplicate")).isTrue();
        assertThat(json(again).getInt("n")).isEqualTo(json(first).getInt("n"));
        JsonObject message = message(get(GUEST, "rooms/builds/messages"), 0);
        assertThat(message.getString("text")).isEqualTo("green");
        assertThat(message.getJsonObject("from").getString("id")).isEqualTo("b:ci");

        String wrong = path.substring(0, path.length() - 4) + "AAAA";
        assertThat(say(wrong, "{\"text\":\"red\"}").status()).isEqualTo(404);
        assertThat(say(path, "{}").status()).isEqualTo(400);
        assertThat(say(path, "no json").status()).isEqualTo(400);
        assertThat(RawHttp.get(server, path).status()).isEqualTo(405);
        RawHttp listed = call("GET", "hooks", "");
        assertThat(listed.body()).contains("\"ci\"").doesNotContain(path.substring(path.lastIndexOf('/') + 1));

        String id = json(made).getString("id");
        assertThat(call("DELETE", "hooks/" + id, "").status()).isEqualTo(204);
        assertThat(say(path, "{\"text\":\"red\"}").status()).isEqualTo(404);
        assertThat(json(get(GUEST, "rooms/builds/messages")).getJsonArray("messages"))
                .hasSize(1);
    }

    /** What other services' programs send, and what is none of their business. */
    @Test
    void aSimplePostIsJsonWithATextAndNothingElseInItMatters() throws IOException {
        String path = incoming("alerts", "alarm");
        RawHttp slack = say(
                path,
                "{\"text\":\"disk full 디스크\",\"username\":\"root\",\"channel\":\"#lobby\","
                        + "\"attachments\":[{\"text\":\"x\"}],\"icon_emoji\":\":fire:\","
                        + "\"type\":\"delete\",\"of\":1,\"from\":{\"id\":\"u:kim\"}}");
        assertThat(slack.status()).as(slack.body()).isEqualTo(200);
        JsonObject message = message(get(GUEST, "rooms/alerts/messages"), 0);
        assertThat(message.getString("text")).isEqualTo("disk full 디스크");
        assertThat(message.getJsonObject("from").getString("id")).isEqualTo("b:alarm");
        assertThat(message.getJsonObject("from").getString("name")).isEqualTo("alarm");
        RawHttp keyed = RawHttp.send(server, "POST", path, "{\"text\":\"once\"}", JSON, "Idempotency-Key: k1");
        RawHttp again = RawHttp.send(server, "POST", path, "{\"text\":\"once\"}", JSON, "Idempotency-Key: k1");
        RawHttp other = RawHttp.send(server, "POST", path, "{\"text\":\"twice\"}", JSON, "Idempotency-Key: k1");
        assertThat(json(keyed).getBoolean("duplicate")).isFalse();
        assertThat(json(again).getBoolean("duplicate")).isTrue();
        assertThat(other.status()).isEqualTo(409);
        assertThat(json(get(GUEST, "rooms/alerts/messages")).getJsonArray("messages"))
                .hasSize(2);
    }

    @Test
    void whatIsNoSimplePostIsRefusedAndSaysNothing() throws IOException {
        String path = incoming("odd", "odd");
        String text = "{\"text\":\"x\"}";
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""}) {
            RawHttp wrong = RawHttp.send(server, "POST", path, text, "Content-Type: " + type);
            assertProblem(wrong, 415, "badMediaType");
        }
        assertThat(RawHttp.send(server, "POST", path, text).status()).isEqualTo(415);
        assertThat(RawHttp.send(server, "POST", path, text, JSON + "; charset=utf-8")
                        .status())
                .isEqualTo(200);
        for (String body : new String[] {
            "{\"text\":5}",
            "{\"text\":null}",
            "{\"text\":\"\"}",
            "[\"x\"]",
            "{\"text\":\"a\",\"text\":\"b\"}",
            "{\"text\":\"x\",\"id\":7}",
            "{\"text\":\"" + "x".repeat(4_001) + "\"}",
            ""
        }) {
            assertThat(say(path, body).status()).as(body).isEqualTo(400);
        }
        assertProblem(say(path, "{\"text\":\"x\",\"pad\":\"" + "x".repeat(65_536) + "\"}"), 413, "tooLarge");
        assertThat(json(get(GUEST, "rooms/odd/messages")).getJsonArray("messages"))
                .hasSize(1);
    }

    @Test
    void theSameRequestAgainMakesNoSecondWebhookOrBot() throws IOException {
        String hook = "{\"room\":\"tea\",\"url\":\"https://192.88.98.1/hook\"}";
        RawHttp made = keyed("hooks", hook, "make-1");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(json(made).getString("secret")).startsWith("whsec_");
        assertThat(keyed("hooks", hook, "make-1").status()).isEqualTo(409);
        RawHttp listed = call("GET", "hooks", "");
        assertThat(listed.body()).doesNotContain(json(made).getString("secret"));
        assertThat(listed.body().split("192.88.98.1", -1)).hasSize(2);
        String id = json(made).getString("id");
        assertThat(call("DELETE", "hooks/" + id, "").status()).isEqualTo(204);
        assertThat(keyed("hooks", hook, "make-1").status())
                .as("what is deleted does not come back with a secret that nobody keeps")
                .isEqualTo(409);
        assertThat(call("DELETE", "hooks/" + id, "").status()).isEqualTo(404);

        String bot = "{\"name\":\"once\",\"rooms\":{\"*\":\"r\"}}";
        assertThat(keyed("bots", bot, "make-2").status()).isEqualTo(201);
        assertThat(keyed("bots", bot, "make-2").status()).isEqualTo(409);
    }

    private static RawHttp keyed(String path, String body, String key) throws IOException {
        String admin = "Authorization: Guest " + ADMIN;
        return RawHttp.send(server, "POST", "/api/v1/" + path, body, admin, JSON, "Idempotency-Key: " + key);
    }

    private static String incoming(String room, String name) throws IOException {
        RawHttp made = call("POST", "hooks", "{\"room\":\"" + room + "\",\"name\":\"" + name + "\",\"incoming\":true}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return json(made).getString("path");
    }

    @Test
    void onlyAdministratorsMakeBotsAndHooks() throws IOException {
        String bot = "{\"name\":\"mine\",\"rooms\":{\"*\":\"rwma\"}}";
        assertThat(as(GUEST, "POST", "bots", bot).status()).isEqualTo(403);
        assertThat(as(GUEST, "GET", "bots", "").status()).isEqualTo(403);
        assertThat(as(GUEST, "DELETE", "bots/clock", "").status()).isEqualTo(403);
        assertThat(as(GUEST, "POST", "hooks", "{\"room\":\"tea\",\"url\":\"https://hooks.example.com/\"}")
                        .status())
                .isEqualTo(403);
        assertThat(RawHttp.send(server, "POST", "/api/v1/bots", bot, JSON).status())
                .isIn(401, 403);
        for (String host : new String[] {"127.0.0.1", "[::1]", "169.254.169.254", "10.0.0.1", "localhost"}) {
            RawHttp refused = call("POST", "hooks", "{\"room\":\"tea\",\"url\":\"http://" + host + "/\"}");
            assertThat(refused.status()).as("%s: %s", host, refused.body()).isEqualTo(400);
        }
    }

    private static RawHttp call(String method, String path, String body) throws IOException {
        return as(ADMIN, method, path, body);
    }

    private static RawHttp as(String secret, String method, String path, String body) throws IOException {
        return RawHttp.send(server, method, "/api/v1/" + path, body, "Authorization: Guest " + secret, JSON);
    }

    private static RawHttp say(String path, String body) throws IOException {
        return RawHttp.send(server, "POST", path, body, JSON);
    }
}
