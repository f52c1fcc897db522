package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.GuestSecret;
import chat.maru.support.ApiDocument;
import chat.maru.support.ApiRequest;
import chat.maru.support.MaruProcess;
import chat.maru.support.RawHttp;
import chat.maru.support.ValidRequests;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests made from {@code docs/openapi.yaml}, right and wrong in every part of them, to the runnable WAR. */
class RestFuzzIT {
    private static final int REQUESTS = Integer.getInteger("maru.test.requests", 3_000);
    private static final String ADMIN = "mVq0Zr5cXw2sT8yBnE4uGA";

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO", "get");

    private static final List<String> SEGMENTS = List.of(
            "a",
            "b",
            "한국",
            "-",
            ".",
            "..",
            "*",
            "%",
            "\uD83D\uDE00",
            "0",
            "1",
            "2",
            "9007199254740991",
            "9007199254740992",
            "99999999999999999999999",
            "-1",
            "1e9",
            "topic",
            "door",
            "Topic",
            "g:AAAA",
            "x".repeat(65),
            "<script>",
            "a b",
            "a+b",
            "\u202Ex",
            "e\u0301".repeat(40),
            "null",
            "%25",
            "\u0000",
            "a/b",
            "a;b",
            "..%2f");

    private static final List<String> QUERIES = List.of(
            "",
            "",
            "before=0",
            "after=1",
            "around=2",
            "before=1&after=1",
            "limit=0",
            "limit=100",
            "limit=1e400",
            "limit=99999999999999999999",
            "before=-1",
            "list=mine",
            "list=all",
            "list=x",
            "after=%ff",
            "after=%ed%a0%80",
            "room=a&room=b",
            "room=%",
            "list=all&limit=1",
            "after=" + "x".repeat(2_000),
            "&&&=",
            "list=mine&list=all");

    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json",
            "application/json;charset=UTF-8",
            "application/x-ndjson",
            "text/plain",
            "",
            ";",
            "application/json;charset=nonsense");

    private static final List<String> VALUES = List.of(
            "\"x\"",
            "\"\"",
            "null",
            "true",
            "1",
            "-1",
            "1.5",
            "1e400",
            "123456789012345678901234567890123",
            "[]",
            "{}",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"한국\"",
            "\"mute\"",
            "\"ban\"",
            "\"member\"",
            "\"hide\"",
            "\"public\"",
            "\"g:AAAA\"",
            "\"::/0\"",
            "\"rw\"",
            "[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]",
            "\"" + "y".repeat(5_000) + "\"",
            "9007199254740992",
            "\"nul\"",
            "\"a.db\"");

    private static final List<String> NAMES =
            List.of(("text id replyTo value act member rights seconds addresses hide reason to jti type"
                            + " of key head state n kind author at m name content hash")
                    .split(" "));

    @TempDir
    Path data;

    @Test
    void noRequestMakesTheServerFailAndItIsWellAfterwards() throws IOException {
        long seed = Long.getLong("maru.test.seed", System.nanoTime());
        Random random = new Random(seed);
        Map<Integer, Integer> statuses = new TreeMap<>();
        String admin = GuestSecret.parse(ADMIN).orElseThrow().authorId();
        try (MaruProcess maru = MaruProcess.start(data, "-Dmaru.administrators=" + admin)) {
            URI server = maru.http("/");
            ValidRequests valid = new ValidRequests("Authorization: Guest " + ADMIN, random);
            for (int i = 0; i < REQUESTS; i++) {
                boolean odd = random.nextInt(2) == 0;
                ApiRequest request = odd ? odd(random) : valid.next();
                RawHttp answer = answer(server, request, seed + " request " + i);
                check(seed + " request " + i, request, answer);
                valid.learn(request, answer);
                statuses.merge(answer.status(), 1, Integer::sum);
            }
            System.out.println("RestFuzzIT seed " + seed + ": " + REQUESTS + " requests, answers " + statuses);
            assertThat(RawHttp.get(server, "/health/ready").status()).isEqualTo(200);
            String message = "{\"text\":\"still here\"}";
            String[] headers = {"Content-Type: application/json", "Authorization: Guest " + ADMIN};
            RawHttp said = RawHttp.send(server, "POST", "/api/v1/rooms/after/messages", message, headers);
            assertThat(said.status()).as(said.body()).isEqualTo(201);
            assertThat(maru.output()).doesNotContain("nobody has foreseen").doesNotContain(ADMIN);
        }
        int right = statuses.entrySet().stream()
                .filter(status -> status.getKey() < 300)
                .mapToInt(Map.Entry::getValue)
                .sum();
        assertThat(right).as("requests that were obeyed").isGreaterThan(REQUESTS * 3 / 10);
    }

    private static RawHttp answer(URI server, ApiRequest request, String what) {
        try {
            return request.send(server);
        } catch (IOException e) {
            throw new AssertionError(what + ": " + request, e);
        }
    }

    private static void check(String what, ApiRequest request, RawHttp answer) {
        String seen = what + ": " + request + " -> " + answer.head();
        assertThat(answer.status())
                .as(seen + answer.body())
                .satisfiesAnyOf(
                        status -> assertThat(status).isBetween(200, 499),
                        status -> assertThat(status).isEqualTo(503));
        assertThat(answer.body()).as(seen).doesNotContain("\tat ", "Exception", "chat.maru.");
        // Where the container cannot read a path or a header, it answers itself, and so no document tells what.
        boolean ours = answer.status() != 400
                || answer.header("Content-Type").orElse("").startsWith("application/problem+json");
        if (ours) {
            ApiDocument.READ.check(request.method(), request.path(), answer);
        }
    }

    private static ApiRequest odd(Random random) {
        List<String> paths = ApiDocument.READ.paths().keySet().stream()
                .filter(path -> path.startsWith("/api/"))
                .toList();
        String template = pick(paths, random);
        Map<String, Object> methods = new LinkedHashMap<>(methods(template));
        String method = random.nextInt(4) == 0
                ? pick(METHODS, random)
                : pick(new ArrayList<>(methods.keySet()), random).toUpperCase(Locale.ROOT);
        String path = path(template, random);
        String body = random.nextInt(10) == 0 ? garbage(random) : object(random);
        return new ApiRequest(method, path, headers(random, template), body);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> methods(String template) {
        return (Map<String, Object>) ApiDocument.READ.paths().get(template);
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static String path(String template, Random random) {
        StringBuilder path = new StringBuilder();
        for (String part : template.substring(1).split("/")) {
            boolean named = part.startsWith("{");
            String known = part.equals("{n}") ? "1" : part.equals("{key}") ? "topic" : "a";
            String value = random.nextInt(3) > 0 ? known : pick(SEGMENTS, random);
            path.append('/').append(named ? URLEncoder.encode(value, StandardCharsets.UTF_8) : part);
        }
        if (random.nextInt(20) == 0) {
            path.append(pick(List.of("/", "/x", "//", "/%2e", ";x=1", "%00"), random));
        }
        String query = pick(QUERIES, random);
        return query.isEmpty() ? path.toString() : path + "?" + query;
    }

    private static List<String> headers(Random random, String template) {
        List<String> headers = new ArrayList<>();
        String type = template.endsWith("import") && random.nextBoolean() ? TYPES.get(3) : pick(TYPES, random);
        headers.add("Content-Type: " + type);
        List<String> callers = List.of(
                "Guest " + ADMIN, "Guest " + ADMIN, "Guest AAAAAAAAAAAAAAAAAAAAAA", "Guest x", "Bearer a.b.c", "", "x");
        headers.add("Authorization: " + pick(callers, random));
        if (random.nextInt(4) == 0) {
            headers.add("Idempotency-Key: " + pick(List.of("k", "", "a b", "x".repeat(65), "\u00ff"), random));
        }
        if (random.nextInt(4) == 0) {
            headers.add("If-None-Match: " + pick(List.of("*", "\"x\"", ",,,", "W/"), random));
        }
        if (random.nextInt(8) == 0) {
            headers.add("Origin: " + pick(List.of("null", "https://evil.example", "", ":"), random));
        }
        return headers;
    }

    private static String object(Random random) {
        if (random.nextInt(3) == 0) {
            return pick(
                    List.of(
                            "{\"text\":\"안녕\"}",
                            "{\"value\":\"x\"}",
                            "{\"act\":\"mute\",\"member\":\"g:x\",\"seconds\":1}",
                            "{\"jti\":\"t\"}",
                            "{}",
                            ""),
                    random);
        }
        StringBuilder object = new StringBuilder("{");
        int members = random.nextInt(6);
        for (int i = 0; i < members; i++) {
            object.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(pick(NAMES, random))
                    .append("\":");
            object.append(pick(VALUES, random));
        }
        String line = object.append('}').toString();
        return random.nextInt(5) == 0 ? (line + "\n").repeat(3) : line;
    }

    private static String garbage(Random random) {
        return pick(
                List.of(
                        "[",
                        "{\"a\":",
                        "\uFEFF{}",
                        "[".repeat(50_000),
                        "x".repeat(70_000),
                        "{\"text\":\"\u0001\"}",
                        "nul"),
                random);
    }
}
