package chat.maru.support;

import chat.maru.access.Verb;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What {@code authorisation.txt} says of who may do what: written by people, asked by tests. Immutable. */
public final class RightsTable {
    private final List<String> rooms;
    private final Map<String, List<String>> rows;

    private RightsTable(List<String> rooms, Map<String, List<String>> rows) {
        this.rooms = rooms;
        this.rows = rows;
    }

    /** The table among the resources of the tests. */
    public static RightsTable read() {
        return read("/authorisation.txt");
    }

    /** The same, with more identities from other tables. */
    public static RightsTable read(String... resources) {
        List<String> rooms = List.of();
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String resource : resources) {
            rows.putAll(rows(resource));
            rooms = Objects.requireNonNull(rows.remove("identity"));
        }
        return new RightsTable(rooms, rows);
    }

    private static Map<String, List<String>> rows(String resource) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RightsTable.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            Map<String, List<String>> rows = new LinkedHashMap<>();
            reader.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                List<String> words = Arrays.asList(line.split(" +"));
                rows.put(words.get(0), words.subList(1, words.size()));
            });
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kinds of rooms. */
    public List<String> rooms() {
        return rooms;
    }

    /** The kinds of people. */
    public List<String> identities() {
        return List.copyOf(rows.keySet());
    }

    /** Whether the table says yes. */
    public boolean allows(String identity, String room, Verb verb) {
        return allows(identity, room, letter(verb));
    }

    /** The same, by the letter. */
    public boolean allows(String identity, String room, char letter) {
        String letters = Objects.requireNonNull(rows.get(identity), identity).get(rooms.indexOf(room));
        return letters.indexOf(letter) >= 0;
    }

    private static char letter(Verb verb) {
        return switch (verb) {
            case ENTER, GLANCE, HISTORY, MARK_READ -> 'r';
            case PUBLISH, EDIT, TYPE -> 'w';
            case REACT -> 'x';
            case DELETE -> 'd';
            case DELETE_ANY, SET, MODERATE, AUDIT -> 'm';
            case EXPORT, IMPORT, CLEAR, ADMINISTER -> 'a';
        };
    }
}
