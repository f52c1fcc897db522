package chat.maru.containers;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.RawHttp;
import chat.maru.support.TestMember;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Somebody in a browser, who has filled in the form of the container. Of one thread. */
final class Employee {
    /** What every one of {@code docs/deploy} has. */
    private static final String PASSWORD = "change-me";

    /** Not of this machine, where guests are welcome. */
    static final String ELSEWHERE = "X-Forwarded-For: 203.0.113.7";

    private final Server server;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    private Employee(Server server) {
        this.server = server;
    }

    /** A browser that nobody has logged in with. */
    static Employee nobody(Server server) {
        return new Employee(server);
    }

    /** Asks for the page, is given the form, fills it in, and goes where that leads. */
    static Employee logIn(Server server, String name) throws IOException {
        Employee employee = new Employee(server);
        employee.fillIn(name, PASSWORD);
        RawHttp page = employee.get("/");
        assertThat(page.status()).as("%s at the page: %s", name, page).isEqualTo(200);
        assertThat(page.body()).contains("js/page/app.js");
        return employee;
    }

    /** Sends the form as it comes, and gives the answer. */
    RawHttp fillIn(String name, String password) throws IOException {
        RawHttp form = get("/");
        String action = Server.path(server.home(), "/j_security_check");
        if (form.status() / 100 == 3) {
            URI page = URI.create(form.header("Location").orElseThrow());
            RawHttp moved = ask("GET", page.getRawPath(), "");
            assertThat(moved.status()).as("%s", moved).isEqualTo(200);
            action = page.resolve("j_security_check").getRawPath();
        }
        String body = "j_username=" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "&j_password=" + password;
        return ask("POST", action, body, own(), "Content-Type: application/x-www-form-urlencoded");
    }

    /** What a browser says of the own page. */
    String own() {
        return "Origin: " + server.http("/", "").resolve("/").toString().replaceFirst("/$", "");
    }

    RawHttp get(String path, String... headers) throws IOException {
        return ask("GET", Server.path(server.home(), path), "", headers);
    }

    RawHttp post(String path, String body, String... headers) throws IOException {
        return ask("POST", Server.path(server.home(), path), body, headers);
    }

    /** As the own page does: JSON, with what the browser adds. */
    RawHttp postJson(String path, String json) throws IOException {
        return post(path, json, "Content-Type: application/json", own(), "Sec-Fetch-Site: same-origin");
    }

    private RawHttp ask(String method, String path, String body, String... headers) throws IOException {
        URI to = server.http("/", "");
        RawHttp answer = method.equals("GET")
                ? RawHttp.get(to, path, with(headers))
                : RawHttp.send(to, method, path, body, with(headers));
        keep(answer);
        return answer;
    }

    /** Shakes hands for a WebSocket. */
    RawHttp handshake(String path, String... headers) throws IOException {
        return RawHttp.handshake(server.http("/", ""), Server.path(server.home(), path), with(headers));
    }

    /** Opens a room as the own page does, and says hello. */
    TestMember join(String room, String hello) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : with(own())) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return TestMember.v1(server.ws(server.home(), "/chat/" + Checks.encoded(room)), headers)
                .send(hello);
    }

    TestMember join(String room) {
        return join(room, Checks.HELLO);
    }

    private String[] with(String... headers) {
        List<String> all = new ArrayList<>(Arrays.asList(headers));
        all.add(ELSEWHERE);
        if (!cookies.isEmpty()) {
            all.add("Cookie: "
                    + cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return all.toArray(String[]::new);
    }

    private void keep(RawHttp answer) {
        answer.head()
                .lines()
                .filter(line -> line.regionMatches(true, 0, "Set-Cookie:", 0, "Set-Cookie:".length()))
                .map(line -> line.substring("Set-Cookie:".length())
                        .strip()
                        .split(";", 2)[0]
                        .split("=", 2))
                .forEach(cookie -> cookies.put(cookie[0], cookie[1]));
    }
}
