package chat.maru.endpoint;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins the pieces of one text frame, in which a container hands it over when its own buffer is smaller: a container
 * that had to hold a whole frame would keep a buffer of the largest one for every member, for as long as it is there.
 * Of the one thread that a session's container calls with.
 */
final class Pieces {
    private @Nullable StringBuilder begun;

    /** What there is of a frame that has not ended, in characters, of which none takes less than a byte in UTF-8. */
    int chars() {
        StringBuilder pieces = begun;
        return pieces == null ? 0 : pieces.length();
    }

    /** The whole frame, when {@code piece} ends it. */
    Optional<String> add(String piece, boolean last) {
        StringBuilder pieces = begun;
        if (pieces == null && last) {
            return Optional.of(piece);
        }
        if (pieces == null) {
            pieces = new StringBuilder();
            begun = pieces;
        }
        pieces.append(piece);
        if (!last) {
            return Optional.empty();
        }
        begun = null;
        return Optional.of(pieces.toString());
    }

    /** Forgets what there is. */
    void drop() {
        begun = null;
    }
}
