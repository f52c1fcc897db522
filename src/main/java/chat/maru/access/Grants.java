package chat.maru.access;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rights somebody has in which rooms. Immutable.
 *
 * <p>A room stands there by its name, or by the beginning of it and a star: {@code team-*}. One star, at the end, so
 * that no pattern costs more than a look. What several patterns give adds up.
 */
public final class Grants {
    /** Gives nothing. */
    public static final Grants NONE = new Grants(Map.of());

    private static final int PATTERNS_MAX = 100;
    private static final int PATTERN_CHARS_MAX = 128;

    private final Map<String, Set<Right>> rooms;

    private Grants(Map<String, Set<Right>> rooms) {
        this.rooms = rooms;
    }

    /**
     * As settings have it: {@code team-*=rw lobby=r}. Fails with an {@link IllegalArgumentException} that says what is
     * wrong.
     */
    public static Grants parse(String text) {
        Map<String, String> rooms = new LinkedHashMap<>();
        for (String part : text.strip().split("[\\s,]+", -1)) {
            int equals = part.lastIndexOf('=');
            if (equals < 1 && !part.isEmpty()) {
                throw new IllegalArgumentException("\"" + part + "\" is not of the form room=rw or team-*=rw");
            }
            if (equals > 0) {
                rooms.merge(part.substring(0, equals), part.substring(equals + 1), String::concat);
            }
        }
        return of(rooms);
    }

    /** As a token has it: room to letters. Fails with an {@link IllegalArgumentException} that says what is wrong. */
    public static Grants of(Map<String, String> rooms) {
        if (rooms.size() > PATTERNS_MAX) {
            throw new IllegalArgumentException("more than " + PATTERNS_MAX + " rooms are granted");
        }
        Map<String, Set<Right>> parsed = new LinkedHashMap<>();
        rooms.forEach((pattern, letters) -> {
            boolean good = !pattern.isEmpty() && pattern.length() <= PATTERN_CHARS_MAX;
            if (!good || pattern.substring(0, pattern.length() - 1).contains("*")) {
                throw new IllegalArgumentException("\"" + pattern + "\" is no room, and no beginning of one with a *");
            }
            parsed.computeIfAbsent(Folding.fold(pattern), key -> EnumSet.noneOf(Right.class))
                    .addAll(Right.parse(letters));
        });
        return parsed.isEmpty() ? NONE : new Grants(parsed);
    }

    /** The rights in the room with that key. */
    public Set<Right> in(String roomKey) {
        EnumSet<Right> rights = EnumSet.noneOf(Right.class);
        rooms.forEach((pattern, given) -> {
            int star = pattern.length() - 1;
            boolean matches =
                    pattern.endsWith("*") ? roomKey.regionMatches(0, pattern, 0, star) : roomKey.equals(pattern);
            if (matches) {
                rights.addAll(given);
            }
        });
        return rights;
    }

    /** The rights that hold in every room, and so for the server itself. */
    public Set<Right> everywhere() {
        Set<Right> given = rooms.get("*");
        return given == null ? Set.of() : Set.copyOf(given);
    }

    /** What these and the others give together. */
    public Grants plus(Grants others) {
        if (others.rooms.isEmpty()) {
            return this;
        }
        Map<String, Set<Right>> all = new LinkedHashMap<>();
        rooms.forEach((pattern, given) -> all.put(pattern, EnumSet.copyOf(given)));
        others.rooms.forEach((pattern, given) ->
                all.computeIfAbsent(pattern, key -> EnumSet.noneOf(Right.class)).addAll(given));
        return new Grants(all);
    }

    /** As a token has it: room to letters. */
    public Map<String, String> letters() {
        Map<String, String> letters = new LinkedHashMap<>();
        rooms.forEach((pattern, given) -> letters.put(pattern, Right.letters(given)));
        return letters;
    }

    /** As settings have it; {@link #parse} reads it. */
    public String text() {
        List<String> parts = new ArrayList<>();
        letters().forEach((pattern, given) -> parts.add(pattern + "=" + given));
        return String.join(" ", parts);
    }

    @Override
    public String toString() {
        return rooms.toString();
    }
}
