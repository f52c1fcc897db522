package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.ApiDocument;
import chat.maru.support.Cast;
import chat.maru.support.RawHttp;
import chat.maru.support.RestRoute;
import chat.maru.support.RightsTable;
import chat.maru.support.WireSocket;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route of the REST interface, asked by everybody of every kind of room: nobody is let in whom the tables do not
 * list ({@code authorisation.txt}, {@code rest-routes.txt}), and whoever is not is refused by name.
 */
class AuthorisationMatrixIT {
    private static final Set<String> NOT_BY_HTTP = Set.of("login", "loginRole");

    /** The codes that say that somebody was not let in. */
    private static final Set<String> DENIALS =
            Set.of("noIdentity", "badToken", "notAllowed", "notOwn", "muted", "notFound");

    private static final int BANNED = 4511;
    private static final int NOT_ALLOWED = 4507;

    private static final RightsTable TABLE = RightsTable.read("/authorisation.txt", "/authorisation-rest.txt");

    @TempDir
    static Path data;

    private static Doors doors;

    private final List<RestRoute> routes = RestRoute.read();
    private final List<String> people = TABLE.identities().stream()
            .filter(who -> !NOT_BY_HTTP.contains(who))
            .toList();
    private final List<String> wrong = new ArrayList<>();
    private int cells;
    private int fresh;

    @BeforeAll
    static void start() throws IOException {
        doors = Doors.open(data, TABLE.identities().size());
    }

    @AfterAll
    static void stop() {
        doors.close();
    }

    @Test
    void everyRouteOfTheDocumentHasItsLineInTheTable() {
        assertThat(routes.stream().map(RestRoute::documented).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(RestRoute.inDocument());
    }

    @Test
    void nobodyMayMoreOverHttpThanTheTablesSay() throws IOException {
        for (String kind : List.of("public", "readOnly", "invited", "announce", "slow", "missing")) {
            for (RestRoute route : routes) {
                for (String who : route.ofRoom() ? people : List.<String>of()) {
                    askRoom(route, who, kind);
                }
            }
        }
        for (RestRoute route : routes) {
            for (String who : route.ofRoom() ? List.<String>of() : people) {
                boolean expected = route.needs().equals("*") || TABLE.allows(who, "hidden", letter(route));
                ask(route, who, "server", "other", expected);
            }
        }
        System.out.println("cells over HTTP: " + cells + ", unexpected: " + wrong.size());
        assertThat(wrong).isEmpty();
        assertThat(cells).isGreaterThan(2_000);
    }

    private static char letter(RestRoute route) {
        return route.needs().charAt(0);
    }

    private void askRoom(RestRoute route, String who, String kind) throws IOException {
        boolean missing = kind.equals("missing");
        // Of each its own where the room must be missing: the first who may begin it would end that.
        String room = missing ? "door-missing-" + who + ++fresh : doors.room(kind);
        boolean expected = TABLE.allows(who, kind, letter(route))
                && (!missing || route.where().equals("room+"));
        if (who.equals("kicked") && !missing) {
            doors.kick(kind);
        }
        boolean let = ask(route, who, kind, room, expected);
        if (let && route.documented().equals("DELETE /api/v1/rooms/{room}")) {
            doors.furnish(kind, 1);
        }
    }

    private boolean ask(RestRoute route, String who, String kind, String room, boolean expected) throws IOException {
        int target = 1 + people.indexOf(who) + (letter(route) == 'm' ? people.size() : 0);
        String path = route.path()
                .replace("{room}", room)
                .replace("{n}", Integer.toString(target))
                .replace("{key}", "topic")
                .replace("{id}", "u:nobody")
                .replace("{name}", "nobody")
                .replace("{secret}", doors.secret());
        String body = route.body().replace("{new}", "new" + ++fresh);
        List<String> headers = new ArrayList<>(doors.headers(who, room));
        if (route.changes()) {
            headers.add("Content-Type: " + route.type());
        }
        RawHttp answer = RawHttp.send(doors.server(), route.method(), path, body, headers.toArray(String[]::new));
        ApiDocument.READ.check(route.method(), path, answer);
        boolean let = isLetIn(route, room, answer);
        cells++;
        boolean atMost = route.needs().endsWith("?");
        if (let != expected && !(atMost && !let)) {
            wrong.add(who + " " + kind + " " + route.method() + " " + path + (let ? " is allowed: " : " is denied: ")
                    + answer.status() + " " + answer.body());
        } else if (!let && answer.status() >= 300 && !DENIALS.contains(code(answer))) {
            wrong.add(who + " " + kind + " " + route.method() + " " + path + " is refused by another name: "
                    + answer.body());
        }
        return let;
    }

    private static boolean isLetIn(RestRoute route, String room, RawHttp answer) {
        if (route.path().contains("?room=")) {
            return answer.status() == 200 && !answer.body().contains("\"head\":0");
        }
        if (route.path().contains("?list=mine")) {
            return answer.status() == 200 && answer.body().contains("\"" + room.toLowerCase(Locale.ROOT) + "\"");
        }
        return answer.status() < 300 || route.passes().contains(code(answer));
    }

    private static String code(RawHttp answer) {
        return answer.status() < 300 ? "" : RestServer.json(answer).getString("code");
    }

    @Test
    void whoseAddressIsBannedIsShutOutOfTheSocketsToo() throws IOException {
        List<String> wrongCloses = new ArrayList<>();
        int closes = 0;
        for (String kind : List.of("public", "readOnly", "invited", "announce", "slow", "missing")) {
            String room = kind.equals("missing") ? "door-missing-banned" : doors.room(kind);
            int expected = kind.equals("missing") ? NOT_ALLOWED : BANNED;
            for (String after : List.of("", ",\"after\":{\"n\":0}")) {
                closes++;
                int code = closeOf(room, after);
                if (code != expected) {
                    wrongCloses.add(kind + after + " was closed with " + code);
                }
            }
        }
        System.out.println("cells of a banned address over sockets: " + closes + ", unexpected: " + wrongCloses.size());
        assertThat(wrongCloses).isEmpty();
    }

    /** The code by which the server hung up; 0 where it let somebody in. */
    private int closeOf(String room, String after) throws IOException {
        String header = "X-Forwarded-For: " + Doors.BANNED_ADDRESS;
        try (WireSocket socket = WireSocket.connect(doors.socket("/chat/" + room), 0, header)) {
            socket.send("{\"type\":\"hello\",\"guest\":\"" + Cast.secret("bannedAddress") + "\"" + after + "}");
            try {
                socket.read();
                return 0;
            } catch (EOFException e) {
                return socket.closeCode();
            }
        }
    }
}
