package chat.maru.log;

/**
 * A room as {@link LogStore#rooms} lists it. Immutable.
 *
 * @param room the key
 * @param name as it was first spelled
 * @param head where its log stands
 */
public record Listed(String room, String name, Head head) {}
