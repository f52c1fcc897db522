package chat.maru.access;

import java.util.Optional;

/**
 * Looks at what somebody wants to say before it is stored: words, links, whatever a company does not want. An extension
 * point: implementations are found with {@link java.util.ServiceLoader}, beside those that the settings ask for.
 *
 * <p>Thread-safe. Called for each message and edit of somebody who does not moderate the room, on threads that must not
 * be blocked.
 */
public interface MessageFilter {
    /**
     * What is wrong with the text, for its author: which rule it breaks, and what would pass; empty where it may pass.
     */
    Optional<String> objection(Identity author, String roomKey, String text);
}
