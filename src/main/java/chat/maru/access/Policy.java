package chat.maru.access;

import java.util.Set;

/**
 * Who may do what. Immutable and thread-safe. One place answers, whatever the wire.
 *
 * @param origins which pages may use this server
 * @param moderators the ids of those who may delete what others said and change the state of rooms
 */
public record Policy(Origins origins, Set<String> moderators) {
    public Policy {
        moderators = Set.copyOf(moderators);
    }

    /** Whether somebody may delete what others said, and change the state of rooms. */
    public boolean mayModerate(Identity identity) {
        return moderators.contains(identity.id());
    }
}
