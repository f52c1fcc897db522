package chat.maru.room;

import chat.maru.log.Listed;
import java.util.List;
import java.util.stream.Stream;

/**
 * A part of a list of rooms. Immutable.
 *
 * @param rooms by their keys; may be fewer than asked for though there are more
 * @param next the key to go on after, or empty at the end
 */
public record Listing(List<Listed> rooms, String next) {
    public Listing {
        rooms = List.copyOf(rooms);
    }

    static Listing of(List<Listed> rooms, List<Listed> seen, int max) {
        return new Listing(rooms, seen.size() < max ? "" : seen.get(max - 1).room());
    }

    static List<Listed> plus(List<Listed> rooms, Listed room) {
        return Stream.concat(rooms.stream(), Stream.of(room)).toList();
    }
}
