package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.GuestSecret;
import chat.maru.support.MaruProcess;
import chat.maru.support.RawHttp;
import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often somebody may post by a URL, or try one that is none. */
class IncomingPaceIT {
    private static final String ADMIN = "mVq0Zr5cXw2sT8yBnE4uGA";
    private static final String JSON = "Content-Type: application/json";
    private static final int BURST = 5;

    @TempDir
    private Path data;

    @Test
    void eachUrlHasAPaceOfItsOwnAndWhoTriesOthersIsSlowedByAddress() throws IOException {
        String administrators = "-Dmaru.administrators="
                + GuestSecret.parse(ADMIN).orElseThrow().authorId();
        try (MaruProcess maru = MaruProcess.start(
                data,
                administrators,
                "-Dmaru.messagesPerSecondMax=1",
                "-Dmaru.messagesBurstMax=" + BURST,
                "-Dmaru.requestsPerSecondMax=1",
                "-Dmaru.requestsBurstMax=" + BURST,
                "-Dmaru.identityRateFactor=1",
                "-Dmaru.addressRateFactor=2",
                "-Dmaru.proxies=127.0.0.1",
                "-Dmaru.guests=true")) {
            String one = incoming(maru, "one");
            String two = incoming(maru, "two");
            assertPaced(maru, one);
            assertThat(say(maru, two, "").status()).as("another URL").isEqualTo(200);

            String wrong = one.substring(0, one.lastIndexOf('/') + 1) + "A".repeat(43);
            String guesser = "X-Forwarded-For: 198.51.100.7";
            int tries = 0;
            while (say(maru, wrong, guesser).status() == 404 && tries < 20 * BURST) {
                tries++;
            }
            assertThat(tries).isBetween(BURST, 6 * BURST);
            assertThat(say(maru, wrong, guesser).status()).isEqualTo(429);
            assertThat(say(maru, wrong, "X-Forwarded-For: 198.51.100.8").status())
                    .isEqualTo(404);
        }
    }

    private static void assertPaced(MaruProcess maru, String path) throws IOException {
        RawHttp refused = null;
        int good = 0;
        while (refused == null && good < 10 * BURST) {
            RawHttp answer = say(maru, path, "");
            good += answer.status() == 200 ? 1 : 0;
            refused = answer.status() == 200 ? null : answer;
        }
        assertThat(good).isBetween(BURST, 3 * BURST);
        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After").orElse("")).matches("[1-9]\\d*");
    }

    private static String incoming(MaruProcess maru, String name) throws IOException {
        String body = "{\"room\":\"builds\",\"name\":\"" + name + "\",\"incoming\":true}";
        RawHttp made =
                RawHttp.send(maru.http("/"), "POST", "/api/v1/hooks", body, "Authorization: Guest " + ADMIN, JSON);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return Json.createReader(new StringReader(made.body())).readObject().getString("path");
    }

    private static RawHttp say(MaruProcess maru, String path, String header) throws IOException {
        String[] headers = header.isEmpty() ? new String[] {JSON} : new String[] {JSON, header};
        return RawHttp.send(maru.http("/"), "POST", path, "{\"text\":\"x\"}", headers);
    }
}
