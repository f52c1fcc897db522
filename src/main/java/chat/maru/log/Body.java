package chat.maru.log;

import java.util.Objects;

/**
 * The erasable part of an entry: what was said, and under which name. Immutable. Engines store it apart from the head,
 * so that a deletion removes it and leaves the head, and with it the chain, untouched.
 *
 * @param name the author's label at that time; not an identity
 * @param content what the kind says: for a message or an edit, its text
 * @param salt random, so that the hash which stays in the head cannot confirm a guess of an erased body
 */
public record Body(String name, String content, long salt) {
    public Body {
        Objects.requireNonNull(name);
        Objects.requireNonNull(content);
    }
}
