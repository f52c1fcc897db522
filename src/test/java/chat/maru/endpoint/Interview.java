package chat.maru.endpoint;

import chat.maru.access.Verb;
import chat.maru.support.WireSocket;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tries every frame in one room, and says which were obeyed. All are sent at once, as by a client that does not wait to
 * be let in. Used once, by one thread.
 */
final class Interview {
    private static final Set<String> DENIALS = Set.of("notAllowed", "muted");

    /** What is answered behind the door: the policy has said yes. */
    private static final Set<String> PASSES = Set.of("notOwn", "noTarget");

    /** By which somebody is turned away who may not be there. */
    private static final Set<Integer> REFUSALS = Set.of(
            CloseCode.NOT_ALLOWED.code(),
            CloseCode.REMOVED.code(),
            CloseCode.BAD_TOKEN.code(),
            CloseCode.BANNED.code());

    private static final int UNSAID = -1;
    private static final int LET_IN = -2;

    private static final List<String> COMMANDS = List.of(
            "\"type\":\"publish\",\"text\":\"said\"",
            "\"type\":\"edit\",\"of\":1,\"text\":\"changed\"",
            "\"type\":\"react\",\"of\":1,\"emoji\":\"👍\",\"on\":true",
            "\"type\":\"set\",\"key\":\"topic\",\"value\":\"changed\"",
            "\"type\":\"moderate\",\"act\":\"mute\",\"member\":\"u:nobody\"",
            "\"type\":\"history\",\"limit\":5,\"before\":1000");

    private final String suffix;
    private final List<String> frames = new ArrayList<>();
    private final Set<String> open = new HashSet<>();
    private final Set<String> acked = new HashSet<>();
    private final Set<String> passed = new HashSet<>();
    private final List<String> surprises = new ArrayList<>();
    private boolean entered;
    private boolean looked;

    /**
     * @param suffix makes the ids of this interview others than those of an earlier one
     * @param target the position of somebody else's message, to be deleted
     */
    Interview(String suffix, int target) {
        this.suffix = suffix;
        List<String> commands = new ArrayList<>(COMMANDS);
        commands.add("\"type\":\"delete\",\"of\":" + target);
        for (String command : commands) {
            String id = command.split("\"")[3] + suffix;
            open.add(id);
            frames.add("{" + command + ",\"id\":\"" + id + "\"}");
        }
    }

    /** Says everything, and hears until all is answered or the server hangs up. */
    void hold(URI room, String hello) throws IOException {
        int close = talk(room, hello);
        if (close != 0 && (entered || looked || !acked.isEmpty())) {
            surprises.add("was let in, and hung up on with " + close);
        } else if (close == UNSAID) {
            // A server that hangs up on one who goes on talking may reset, which takes back what it said. So again,
            // and in silence: a reset is no refusal.
            close = listen(room, hello);
        }
        if (close != 0 && !REFUSALS.contains(close)) {
            surprises.add("was hung up on with " + close + ", which is no refusal");
        }
    }

    /** The code of the close; 0 where all was answered. */
    private int talk(URI room, String hello) throws IOException {
        try (WireSocket socket = WireSocket.connect(room)) {
            try {
                say(socket, hello);
                while (!open.isEmpty()) {
                    objects(socket.read()).forEach(this::hear);
                }
                return 0;
            } catch (EOFException | SocketException e) {
                return socket.closeCode() == 0 ? UNSAID : socket.closeCode();
            }
        }
    }

    private static int listen(URI room, String hello) throws IOException {
        try (WireSocket socket = WireSocket.connect(room)) {
            try {
                socket.send(hello);
                socket.read();
                return LET_IN;
            } catch (EOFException | SocketException e) {
                return socket.closeCode() == 0 ? UNSAID : socket.closeCode();
            }
        }
    }

    private void say(WireSocket socket, String hello) throws IOException {
        socket.send(hello);
        try {
            for (String frame : frames) {
                socket.send(frame);
            }
        } catch (SocketException e) {
            // Hung up on already; what it said before is still to be heard.
            return;
        }
    }

    private static List<JsonObject> objects(String frame) {
        try (JsonReader reader = Json.createReader(new StringReader(frame))) {
            JsonValue value = reader.readValue();
            return value instanceof JsonArray array
                    ? array.getValuesAs(JsonObject.class)
                    : List.of(value.asJsonObject());
        }
    }

    private void hear(JsonObject frame) {
        String id = frame.getString("id", "");
        String command = id.endsWith(suffix) ? id.substring(0, id.length() - suffix.length()) : id;
        switch (frame.getString("type")) {
            case "welcome" -> entered = true;
            case "ack" -> acked.add(command);
            case "refused" -> refused(command, frame);
            default -> {
                // The commands of others, and this one's own, are entries too.
                if (!command.equals("history")) {
                    return;
                }
                looked = true;
            }
        }
        open.remove(id);
    }

    private void refused(String command, JsonObject frame) {
        String code = frame.getString("code");
        if (PASSES.contains(code)) {
            passed.add(command);
        } else if (!DENIALS.contains(code) && !code.equals("slowMode")) {
            surprises.add("was answered " + frame);
        }
    }

    /** What did not fit. */
    List<String> surprises() {
        return surprises;
    }

    /** Which verbs were let through. */
    Map<Verb, Boolean> may() {
        Map<Verb, Boolean> may = new EnumMap<>(Verb.class);
        may.put(Verb.ENTER, entered);
        may.put(Verb.HISTORY, looked);
        may.put(Verb.PUBLISH, let("publish"));
        may.put(Verb.EDIT, let("edit"));
        may.put(Verb.REACT, let("react"));
        may.put(Verb.DELETE, let("delete"));
        may.put(Verb.DELETE_ANY, acked.contains("delete"));
        may.put(Verb.SET, let("set"));
        may.put(Verb.MODERATE, let("moderate"));
        return may;
    }

    private boolean let(String command) {
        return acked.contains(command) || passed.contains(command);
    }
}
