package chat.maru.containers;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.RawHttp;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the browser of somebody who has logged in can be made to send, and what it cannot. */
interface LoginRestChecks extends Checks {
    String JSON = "Content-Type: application/json";
    String FOREIGN = "Origin: http://evil.example";
    String CROSS_SITE = "Sec-Fetch-Site: cross-site";

    @Test
    default void theOwnPageReadsAndWritesWithTheCookie() throws IOException {
        Employee kim = Employee.logIn(server(), "kim");
        RawHttp posted = kim.postJson("/api/v1/rooms/lobby/messages", "{\"text\":\"over HTTP\"}");
        assertThat(posted.status()).as("%s", posted).isEqualTo(201);
        RawHttp read = kim.get("/api/v1/rooms/lobby/messages");
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.body()).contains("over HTTP", "\"u:kim\"");
        assertThat(kim.get("/api/v1/rooms").body()).startsWith("{\"rooms\":");
    }

    @Test
    default void noOtherPageWritesWithTheCookie() throws IOException {
        Employee boss = Employee.logIn(server(), "boss");
        Map<String, String> changes = Map.of(
                "/api/v1/rooms/lobby/messages", "{\"text\":\"forged\"}",
                "/api/v1/bots", "{\"name\":\"forged\",\"rooms\":{\"*\":\"rwm\"}}",
                "/api/v1/hooks", "{\"room\":\"lobby\",\"incoming\":true,\"name\":\"forged\"}");
        for (Map.Entry<String, String> change : changes.entrySet()) {
            String path = change.getKey();
            String body = change.getValue();
            refused(403, "forbidden", boss.post(path, body, JSON, FOREIGN));
            refused(403, "forbidden", boss.post(path, body, JSON, FOREIGN, CROSS_SITE));
            refused(403, "forbidden", boss.post(path, body, JSON, "Origin: null"));
            refused(403, "forbidden", boss.post(path, body, JSON, CROSS_SITE));
            refused(403, "forbidden", boss.post(path, body, JSON));
            refused(415, "badMediaType", boss.post(path, body, "Content-Type: text/plain", boss.own()));
            refused(
                    415,
                    "badMediaType",
                    boss.post(path, body, "Content-Type: application/x-www-form-urlencoded", boss.own()));
        }
        assertThat(boss.get("/api/v1/rooms/lobby/messages").body()).doesNotContain("forged");
        assertThat(boss.get("/api/v1/bots").body()).startsWith("{").doesNotContain("forged");
        assertThat(boss.get("/api/v1/hooks").body()).startsWith("{").doesNotContain("forged");
    }

    private static void refused(int status, String code, RawHttp answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"" + code + "\"");
    }

    @Test
    default void onlyAnAdministratorMakesBotsAndWebhooks() throws IOException {
        String bot = "{\"name\":\"mail\",\"rooms\":{\"lobby\":\"w\"}}";
        String hook = "{\"room\":\"lobby\",\"incoming\":true,\"name\":\"door\"}";
        for (String name : new String[] {"kim", "minho"}) {
            Employee employee = Employee.logIn(server(), name);
            refused(403, "notAllowed", employee.postJson("/api/v1/bots", bot));
            refused(403, "notAllowed", employee.postJson("/api/v1/hooks", hook));
        }
        Employee boss = Employee.logIn(server(), "boss");
        assertThat(boss.postJson("/api/v1/bots", bot).status()).isEqualTo(201);
        RawHttp made = boss.postJson("/api/v1/hooks", hook);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
    }

    @Test
    default void aRoomGoesOutAsAFileAndComesBackInAnother() throws IOException {
        Employee boss = Employee.logIn(server(), "boss");
        for (int i = 0; i < 40; i++) {
            String text = "{\"text\":\"" + i + " " + "페이지".repeat(500) + "\"}";
            assertThat(boss.postJson("/api/v1/rooms/old/messages", text).status())
                    .isEqualTo(201);
        }
        RawHttp file = boss.get("/api/v1/rooms/old/export");
        assertThat(file.status()).as("%s", file).isEqualTo(200);
        RawHttp taken =
                boss.post("/api/v1/rooms/new/import", file.body(), "Content-Type: application/x-ndjson", boss.own());
        assertThat(taken.status()).as("%s", taken).isEqualTo(201);
        assertThat(boss.get("/api/v1/rooms/new/messages").body()).contains("39 페이지");
    }
}
