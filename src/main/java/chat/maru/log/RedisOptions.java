package chat.maru.log;

/**
 * How a {@link RedisLogStore} is to be run. Immutable.
 *
 * @param durability what Redis has to promise of an acknowledged append; it is refused where it promises less
 * @param queueBytesMax what may wait to be appended, in bytes
 * @param tailBytesMax what the newest entries of open rooms may cost in memory, in bytes
 * @param checkMillis how often every open room is compared with Redis, in milliseconds: how late a lost wake-up is
 * @param timeoutMillis how long Redis may take to connect, and then to answer, in milliseconds
 */
public record RedisOptions(
        RedisAddress address,
        LogStore.Durability durability,
        long queueBytesMax,
        long tailBytesMax,
        int checkMillis,
        int timeoutMillis) {}
