package chat.maru.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.BiConsumer;

/**
 * Does what a command says to a {@link SimulatedKeyspace}, and answers as {@link RedisConnection#read} gives it: the
 * commands that Maru sends, no others. One thread.
 */
final class SimulatedCommands {
    private final SimulatedKeyspace keys;
    private final BiConsumer<String, String> published;

    /** @param published takes channel and message of what is published */
    SimulatedCommands(SimulatedKeyspace keys, BiConsumer<String, String> published) {
        this.keys = keys;
        this.published = published;
    }

    /** A {@link RedisError} is answered, too. */
    Object run(List<String> words) {
        String key = words.size() > 1 ? words.get(1) : "";
        return switch (words.get(0)) {
            case "GET" -> bytes(keys.get(key));
            case "SET" -> set(key, words);
            // Of nothing: it changes nothing, and says how long it is.
            case "SETRANGE" -> (long) (keys.get(key) == null ? "" : keys.get(key)).length();
            case "MGET" ->
                rest(words, 1).stream()
                        .map(keys::get)
                        .map(SimulatedCommands::bytes)
                        .toList();
            case "UNLINK" -> rest(words, 1).stream().mapToLong(keys::unlink).sum();
            case "HGET" -> bytes(keys.hash(key).get(words.get(2)));
            case "HGETALL" -> {
                List<Object> all = new ArrayList<>();
                keys.hash(key).forEach((field, value) -> {
                    all.add(bytes(field));
                    all.add(bytes(value));
                });
                yield all;
            }
            case "HSET" -> keys.hset(key, rest(words, 2));
            case "HDEL" -> keys.hdel(key, rest(words, 2));
            case "LRANGE" -> list(keys.list(key));
            case "RPUSH" -> keys.rpush(key, rest(words, 2));
            case "RPOP" -> bytes(keys.rpop(key));
            case "LREM" -> keys.lrem(key, words.get(3));
            case "PUBLISH" -> {
                published.accept(key, words.get(2));
                yield 0L;
            }
            default -> sortedOrStream(words, key);
        };
    }

    private Object sortedOrStream(List<String> words, String key) {
        return switch (words.get(0)) {
            case "ZADD" -> keys.zadd(key, rest(words, 2));
            case "ZREM" -> keys.zrem(key, rest(words, 2));
            case "ZCARD" -> (long) keys.sorted(key).size();
            case "ZLEXCOUNT" ->
                (long) keys.between(key, words.get(2), words.get(3)).size();
            case "ZRANGEBYLEX" -> {
                long max = words.size() > 4 ? Long.parseLong(words.get(6)) : Long.MAX_VALUE;
                yield list(keys.between(key, words.get(2), words.get(3)).stream()
                        .limit(max)
                        .toList());
            }
            case "ZREMRANGEBYLEX" -> keys.zrem(key, List.copyOf(keys.between(key, words.get(2), words.get(3))));
            case "XADD" ->
                keys.xadd(key, id(words.get(2)), rest(words, 3))
                        ? bytes(words.get(2))
                        : new RedisError("ERR The ID specified in XADD is equal or smaller than the target");
            case "XTRIM" -> keys.xtrim(key, id(words.get(3)));
            case "XRANGE" -> {
                long max = words.size() > 4 ? Long.parseLong(words.get(5)) : Long.MAX_VALUE;
                yield range(key, words.get(2), words.get(3)).entrySet().stream()
                        .limit(max)
                        .map(SimulatedCommands::item)
                        .toList();
            }
            default -> new RedisError("ERR unknown command " + words.get(0));
        };
    }

    private Object set(String key, List<String> words) {
        if (words.size() == 4 && keys.get(key) != null) {
            return null;
        }
        keys.set(key, words.get(2));
        return bytes("OK");
    }

    /** What a stream has from one id to another, both included; {@code -} and {@code +} are its ends. */
    NavigableMap<Long, List<String>> range(String key, String from, String to) {
        long first = from.equals("-") ? 0 : id(from);
        long last = to.equals("+") ? Long.MAX_VALUE : id(to);
        return keys.stream(key).subMap(first, true, Math.max(first, last), last >= first);
    }

    private static Object item(Map.Entry<Long, List<String>> item) {
        return List.of(bytes(item.getKey() + "-0"), list(item.getValue()));
    }

    private static long id(String text) {
        int dash = text.indexOf('-');
        return Long.parseLong(dash < 0 ? text : text.substring(0, dash));
    }

    static List<String> rest(List<String> words, int from) {
        return new ArrayList<>(words.subList(from, words.size()));
    }

    static Object list(List<String> texts) {
        return texts.stream().map(SimulatedCommands::bytes).toList();
    }

    static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
