package chat.maru.access;

import java.util.Objects;

/**
 * Somebody who can join and write. Immutable.
 *
 * @param id what makes an author the same author; for a guest {@code g:} and a hash of the guest's secret
 * @param name a label for people, checked by {@link GuestName}; two identities may share one
 */
public record Identity(String id, String name) {
    public Identity {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
    }
}
