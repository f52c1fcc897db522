package chat.maru.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A command for Redis, as the words that are sent. Not thread-safe; built by one thread and then only read.
 *
 * @param words the name, and what it is applied to
 */
record RedisCommand(List<byte[]> words) {
    private static final byte[] SCRIPT = bytes("EVALSHA");

    /** Words may be texts, numbers and bytes. */
    static RedisCommand of(String name, Object... words) {
        return new RedisCommand(new ArrayList<>(words.length + 1)).add(name).addAll(List.of(words));
    }

    RedisCommand add(Object word) {
        words.add(bytes(word));
        return this;
    }

    RedisCommand addAll(List<?> more) {
        more.forEach(this::add);
        return this;
    }

    /** {@code word} as Redis gets it. */
    static byte[] bytes(Object word) {
        return word instanceof byte[] bytes ? bytes : word.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The key that says where in a cluster it goes: the first one. */
    byte[] key() {
        // A script's name is followed by its hash and the number of its keys.
        return words.get(Arrays.equals(words.get(0), SCRIPT) ? 3 : 1);
    }

    /** What it costs to send, roughly, in bytes. */
    int sizeBytes() {
        int size = 0;
        for (byte[] word : words) {
            size += word.length + 16;
        }
        return size;
    }
}
