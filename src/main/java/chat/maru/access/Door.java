package chat.maru.access;

import java.util.Optional;

/** Who may come into a room, as its moderators set it. */
public enum Door {
    /** Everybody who has the right to rooms of that name. */
    PUBLIC("public"),
    /** The same, but only moderators and those who are named may write. */
    READ_ONLY("readOnly"),
    /** Those who are named: in the room, by a token, a role or a setting. */
    INVITED("invited");

    private final String word;

    Door(String word) {
        this.word = word;
    }

    static Optional<Door> parse(String word) {
        for (Door door : values()) {
            if (door.word.equals(word)) {
                return Optional.of(door);
            }
        }
        return Optional.empty();
    }
}
