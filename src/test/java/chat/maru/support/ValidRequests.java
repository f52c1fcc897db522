package chat.maru.support;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Requests that keep every rule of {@code docs/openapi.yaml}: methods, parameters and bodies from its schemas, names
 * from so few that most of them are there. Used by one thread; what is answered has to be {@linkplain #learn told}.
 */
public final class ValidRequests {
    private static final List<String> ROOMS = List.of("a", "b", "c", "한국");
    private static final int NAMES = 12;
    private static final int KNOWN_MAX = 30;

    private final String caller;
    private final Random random;
    private final List<String> hooks = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>();
    private int fresh;

    /** @param caller the header of an administrator */
    public ValidRequests(String caller, Random random) {
        this.caller = caller;
        this.random = random;
    }

    /** The next. */
    public ApiRequest next() {
        List<String> paths = ApiDocument.READ.paths().keySet().stream()
                .filter(path -> path.startsWith("/api/"))
                .toList();
        String template = pick(paths);
        Map<String, Object> methods = map(ApiDocument.READ.paths().get(template));
        String method = pick(List.copyOf(methods.keySet()));
        if (method.equals("delete") && template.endsWith("{room}") && random.nextInt(8) > 0) {
            // A room that is always empty has nothing to be asked for.
            method = "get";
            template += "/messages";
            methods = map(ApiDocument.READ.paths().get(template));
        }
        Map<String, Object> operation = map(methods.get(method));
        String path = path(template) + query(operation);
        List<String> headers = new ArrayList<>(List.of(caller));
        String body = "";
        if (!method.equals("get")) {
            boolean file = template.endsWith("/import");
            headers.add("Content-Type: " + (file ? "application/x-ndjson" : "application/json"));
            body = file ? file() : body(operation);
        }
        return new ApiRequest(method.toUpperCase(Locale.ROOT), path, headers, body);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String path(String template) {
        String room = template.endsWith("/import") ? "new" + ++fresh : pick(ROOMS);
        return template.replace("{room}", java.net.URLEncoder.encode(room, java.nio.charset.StandardCharsets.UTF_8))
                .replace("{n}", Integer.toString(1 + random.nextInt(20)))
                .replace("{key}", pick(List.of("topic", "label")))
                .replace("{name}", name())
                .replace("{secret}", secrets.isEmpty() ? "A".repeat(43) : pick(secrets))
                .replace("{id}", template.contains("hooks") && !hooks.isEmpty() ? pick(hooks) : person());
    }

    private String name() {
        return "n" + random.nextInt(NAMES);
    }

    private String person() {
        return "g:p" + random.nextInt(NAMES);
    }

    private String query(Map<String, Object> operation) {
        List<String> pairs = new ArrayList<>();
        boolean ranged = false;
        for (Object given : (List<?>) operation.getOrDefault("parameters", List.of())) {
            Map<String, Object> parameter = ApiDocument.READ.resolved(given);
            String name = (String) parameter.get("name");
            boolean range = List.of("before", "after", "around").contains(name);
            if (parameter.get("in").equals("query") && random.nextBoolean() && !(range && ranged)) {
                ranged |= range;
                pairs.add(name + "=" + parameter(map(parameter.get("schema"))));
            }
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private String parameter(Map<String, Object> schema) {
        if (schema.get("enum") instanceof List<?> words) {
            return pick(words).toString();
        }
        boolean number = "integer".equals(schema.get("type"));
        int min = schema.get("minimum") instanceof Integer least ? least : 0;
        return number ? Integer.toString(min + random.nextInt(20)) : pick(List.of("a", "b"));
    }

    private String body(Map<String, Object> operation) {
        Map<String, Object> content =
                map(map(operation.getOrDefault("requestBody", Map.of())).getOrDefault("content", Map.of()));
        if (content.isEmpty()) {
            return random.nextBoolean() ? "" : "{}";
        }
        Map<String, Object> schema =
                ApiDocument.READ.resolved(map(content.get("application/json")).get("schema"));
        List<?> required = (List<?>) schema.getOrDefault("required", List.of());
        String act = pick(List.of("mute", "unmute", "ban", "unban"));
        return map(schema.getOrDefault("properties", Map.of())).entrySet().stream()
                .filter(member -> required.contains(member.getKey()) || isGiven(member.getKey(), schema, act))
                .map(member -> "\"" + member.getKey() + "\":"
                        + value(member.getKey(), ApiDocument.READ.resolved(member.getValue()), act))
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** What goes with one act only, or with one kind of webhook only, the schema cannot say. */
    private boolean isGiven(String name, Map<String, Object> schema, String act) {
        return switch (name) {
            case "url", "hide", "rights", "replyTo" -> false;
            case "addresses" -> act.endsWith("ban");
            case "incoming", "text" -> true;
            case "message" -> false;
            case "name" -> map(schema.get("properties")).containsKey("incoming");
            default -> random.nextBoolean();
        };
    }

    private String value(String name, Map<String, Object> schema, String act) {
        String type = (String) schema.get("type");
        return switch (type) {
            case "integer" -> Integer.toString(random.nextInt(1_000));
            case "boolean" -> "true";
            case "object" -> "{\"" + pick(ROOMS) + "\":\"" + pick(List.of("r", "rw", "rwm")) + "\"}";
            default -> "\"" + text(name, act) + "\"";
        };
    }

    private String text(String name, String act) {
        return switch (name) {
            case "act" -> act;
            case "member" -> person();
            case "addresses" -> "192.0.2." + random.nextInt(256);
            case "id" -> "id" + ++fresh;
            case "to" -> "copy" + random.nextInt(3) + ".db";
            case "name" -> name();
            case "room" -> pick(ROOMS);
            case "jti" -> "t" + random.nextInt(NAMES);
            default -> pick(List.of("tea", "안녕", "\\\"quoted\\\"", "\uD83D\uDE00", "two words"));
        };
    }

    private String file() {
        int n = 1 + random.nextInt(3);
        StringBuilder file = new StringBuilder(
                "{\"room\":\"x\",\"epoch\":\"e\",\"first\":1,\"head\":" + n + ",\"m\":" + n + ",\"state\":{}}\n");
        for (int i = 1; i <= n; i++) {
            file.append("{\"n\":" + i + ",\"kind\":\"message\",\"author\":\"" + person() + "\",\"id\":\"i" + i
                    + "\",\"at\":1,\"of\":0,\"m\":" + i + ",\"name\":\"p\",\"content\":\"text\"}\n");
        }
        return file.toString();
    }

    /** What an answer says of what can be asked for from now on. */
    public void learn(ApiRequest request, RawHttp answer) {
        if (request.path().equals("/api/v1/hooks") && answer.status() == 201 && hooks.size() < KNOWN_MAX) {
            try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
                JsonObject made = reader.readObject();
                hooks.add(made.getString("id"));
                String path = made.getString("path", "");
                secrets.add(path.substring(path.lastIndexOf('/') + 1));
            }
        }
    }
}
