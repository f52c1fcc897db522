package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.ApiDocument;
import chat.maru.support.MaruProcess;
import chat.maru.support.RawHttp;
import chat.maru.support.RestRoute;
import chat.maru.support.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a page of somebody else can make a browser send that has a cookie of this server: on no route of the document
 * does it change anything. The cookie is an administrator's, so that nothing else stands in the way.
 */
class CrossSiteIT {
    private static final String FOREIGN = "Origin: https://evil.example";
    private static final String SAME_SITE = "Sec-Fetch-Site: same-origin";

    @TempDir
    static Path data;

    private static MaruProcess maru;
    private static URI server;
    private static String secret;

    private final String token = TestTokens.of("administrator", Map.of());
    private final String cookie = "Cookie: other=1; session=" + token;
    private final String ownOrigin = "Origin: http://" + server.getAuthority();
    private final List<RestRoute> changing =
            RestRoute.read().stream().filter(RestRoute::changes).toList();
    private final List<String> wrong = new ArrayList<>();
    private int asked;
    private int fresh;

    @BeforeAll
    static void start() throws IOException {
        List<String> options =
                new ArrayList<>(List.of("-Dmaru.tokenCookie=session", "-Dmaru.administrators=u:administrator"));
        String[] settings = TestTokens.settings();
        for (int i = 0; i < settings.length; i += 2) {
            options.add("-D" + settings[i] + "=" + settings[i + 1]);
        }
        maru = MaruProcess.start(data, options.toArray(String[]::new));
        server = maru.http("/");
        String bearer = "Authorization: Bearer " + TestTokens.of("administrator", Map.of());
        String hook = "{\"room\":\"hooked\",\"name\":\"hook\",\"incoming\":true}";
        String path = RestServer.json(RawHttp.send(server, "POST", "/api/v1/hooks", hook, bearer, RestServer.JSON))
                .getString("path");
        secret = path.substring(path.lastIndexOf('/') + 1);
        for (int i = 0; i < 3; i++) {
            RawHttp said = RawHttp.send(
                    server, "POST", "/api/v1/rooms/hall/messages", "{\"text\":\"seed\"}", bearer, RestServer.JSON);
            assertThat(said.status()).isEqualTo(201);
        }
    }

    @AfterAll
    static void stop() {
        maru.close();
    }

    @Test
    void noPageOfAnotherSiteChangesAnythingWithACookie() throws IOException {
        String before = everything();
        List<List<String>> forged = List.of(
                List.of(),
                List.of(FOREIGN),
                List.of("Origin: null"),
                List.of("Origin: "),
                List.of("Origin: http://localhost:1"),
                List.of("Origin: https://" + server.getAuthority()),
                List.of("Sec-Fetch-Site: cross-site"),
                List.of("Sec-Fetch-Site: same-site"),
                List.of("Sec-Fetch-Site: none"),
                List.of("Sec-Fetch-Site: "),
                List.of(FOREIGN, SAME_SITE),
                List.of("Origin: null", SAME_SITE));
        for (RestRoute route : changing) {
            for (List<String> headers : forged) {
                boolean secretPath = route.needs().equals("*");
                boolean foreign = headers.stream().anyMatch(header -> header.startsWith("Origin"));
                if (!secretPath || foreign) {
                    expect(route, route.type(), headers, 403, "forbidden");
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(everything()).isEqualTo(before);
        System.out.println("requests of foreign pages with a cookie: " + asked + ", on " + changing.size() + " routes");
    }

    @Test
    void whatAFormCanSendIsRefusedEvenFromTheOwnPage() throws IOException {
        String before = everything();
        for (RestRoute route : changing) {
            for (String type :
                    List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "")) {
                for (String own : List.of(ownOrigin, SAME_SITE)) {
                    expect(route, type, List.of(own), 415, "badMediaType");
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void theOwnPageIsLetThroughAndSoIsWhoSaysInAHeaderWhoItIs() throws IOException {
        for (RestRoute route : changing) {
            pass(route, cookie, ownOrigin);
            pass(route, cookie, SAME_SITE);
            pass(route, "Authorization: Bearer " + token, "Accept: */*");
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void nothingIsChangedByAskingWithAMethodThatOnlyReads() throws IOException {
        String before = everything();
        for (RestRoute route : RestRoute.read()) {
            for (String method : List.of("GET", "HEAD", "OPTIONS", "TRACE", "FOO")) {
                String[] headers = {
                    cookie, ownOrigin, SAME_SITE, "Content-Type: " + route.type(), "X-HTTP-Method-Override: POST"
                };
                RawHttp answer = RawHttp.send(server, method, path(route), body(route), headers);
                boolean reads = answer.status() == 200 && (method.equals("GET") || method.equals("HEAD"));
                if (!reads && answer.status() != 405 && answer.status() != 404) {
                    wrong.add(method + " " + path(route) + " -> " + answer.status());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(everything()).isEqualTo(before);
    }

    private void expect(RestRoute route, String type, List<String> headers, int status, String code)
            throws IOException {
        List<String> all = new ArrayList<>(headers);
        all.add(cookie);
        all.add("Content-Type: " + type);
        RawHttp answer = RawHttp.send(server, route.method(), path(route), body(route), all.toArray(String[]::new));
        ApiDocument.READ.check(route.method(), path(route), answer);
        asked++;
        boolean named = answer.status() == status && answer.body().contains("\"code\":\"" + code + "\"");
        if (!named) {
            wrong.add(route.documented() + " " + type + headers + " -> " + answer.status() + " " + answer.body());
        }
    }

    private void pass(RestRoute route, String identity, String page) throws IOException {
        String[] headers = {identity, page, "Content-Type: " + route.type()};
        RawHttp answer = RawHttp.send(server, route.method(), path(route), body(route), headers);
        if (answer.status() == 401 || answer.status() == 403 || answer.status() == 415) {
            wrong.add(route.documented() + " " + page + " -> " + answer.status() + " " + answer.body());
        }
    }

    private static String path(RestRoute route) {
        String room = route.documented().equals("DELETE /api/v1/rooms/{room}") ? "cleared" : "hall";
        return route.path()
                .replace("{room}", room)
                .replace("{n}", "1")
                .replace("{key}", "topic")
                .replace("{id}", "u:nobody")
                .replace("{name}", "nobody")
                .replace("{secret}", secret);
    }

    private String body(RestRoute route) {
        return route.body().replace("{new}", "new" + ++fresh);
    }

    /** All that could have been changed, as an administrator sees it who says in a header who it is. */
    private String everything() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String path : List.of(
                "rooms?list=all",
                "rooms/hall/messages",
                "rooms/hall/export",
                "rooms/hall/members",
                "rooms/hall/audit",
                "rooms/hooked/messages",
                "bots",
                "hooks")) {
            RawHttp answer = RawHttp.get(server, "/api/v1/" + path, "Authorization: Bearer " + token);
            all.append(path).append(' ').append(answer.status()).append(answer.body());
        }
        Path backups = data.resolve("backups");
        if (Files.exists(backups)) {
            try (Stream<Path> files = Files.list(backups)) {
                files.sorted().forEach(file -> all.append(file.getFileName()));
            }
        }
        return all.toString();
    }
}
