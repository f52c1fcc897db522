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
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RightsTable.class.getResourceAsStream("/authorisation.txt")),
                StandardCharsets.UTF_8))) {
            Map<String, List<String>> rows = new LinkedHashMap<>();
            reader.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                List<String> words = Arrays.asList(line.split(" +"));
                rows.put(words.get(0), words.subList(1, words.size()));
            });
            return new RightsTable(Objects.requireNonNull(rows.remove("identity")), rows);
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
        String letters = Objects.requireNonNull(rows.get(identity), identity).get(rooms.indexOf(room));
        return letters.indexOf(letter(verb)) >= 0;
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
