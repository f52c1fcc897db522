package chat.maru.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A line of {@code rest-routes.txt}: what a route of the REST interface asks for. Immutable.
 *
 * @param path with its query, if it needs one
 * @param where {@code room}, {@code room+} or {@code server}
 * @param needs a letter of the {@link RightsTable}, {@code r?} or {@code *}
 * @param passes the codes of refusals that come from behind the door
 * @param body what to send; empty where nothing is sent
 */
public record RestRoute(String method, String path, String where, String needs, Set<String> passes, String body) {
    private static final int COLUMNS = 6;

    /** The whole table. */
    public static List<RestRoute> read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RestRoute.class.getResourceAsStream("/rest-routes.txt")),
                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(RestRoute::parse)
                    .collect(Collectors.toUnmodifiableList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RestRoute parse(String line) {
        String[] words = line.split(" +", COLUMNS);
        Set<String> passes = words[4].equals("-") ? Set.of() : Set.copyOf(Arrays.asList(words[4].split(",")));
        return new RestRoute(words[0], words[1], words[2], words[3], passes, words[5].equals("-") ? "" : words[5]);
    }

    /** Method and path as the document has them. */
    public String documented() {
        return method + " " + path.split("\\?", 2)[0];
    }

    /** Every method and path of the document below {@code /api/}. */
    public static Set<String> inDocument() {
        Set<String> routes = new TreeSet<>();
        ApiDocument.READ.paths().forEach((path, methods) -> {
            if (path.startsWith("/api/")) {
                ((java.util.Map<?, ?>) methods)
                        .keySet()
                        .forEach(method -> routes.add(method.toString().toUpperCase(Locale.ROOT) + " " + path));
            }
        });
        return routes;
    }

    /** Whether it is asked of a room. */
    public boolean ofRoom() {
        return where.startsWith("room");
    }

    /** Whether it changes something. */
    public boolean changes() {
        return !method.equals("GET");
    }

    /** The type that a body of it has to have. */
    public String type() {
        return path.endsWith("/import") ? "application/x-ndjson" : "application/json";
    }
}
