package chat.maru.room;

/**
 * How far somebody has read. Immutable.
 *
 * @param n the position up to which, 0 where nothing is known
 * @param messages how many messages have come since
 */
public record Unread(long n, long messages) {}
