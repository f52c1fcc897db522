package chat.maru.bench.load;

import java.util.List;

/**
 * Where members connect: those of a room take turns, and each room begins with another node, so that all nodes have
 * members of every room that is large enough, and each is the publisher's for as many rooms. Immutable.
 *
 * @param ports of 127.0.0.1 where the server's nodes listen
 */
record Nodes(List<Integer> ports) {
    int port(Line line) {
        return ports.get(of(line));
    }

    private int of(Line line) {
        return (line.room.number + line.member) % ports.size();
    }

    boolean areApart(Line a, Line b) {
        return of(a) != of(b);
    }
}
