package chat.maru.log;

import chat.maru.log.RedisKeys.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * A change of one room, all of it or nothing, for as long as the room's row is the one that it was worked out from. Not
 * thread-safe.
 */
final class RedisCommit {
    /** What one command of a script takes: its stack is small. */
    private static final int WORDS_MAX = 1_000;

    private final RedisKeys keys;
    private final String expected;
    private final List<String> absent = new ArrayList<>();
    private final List<Object> commands = new ArrayList<>();

    /** @param expected the row's text, empty where there is none */
    RedisCommit(RedisKeys keys, String expected) {
        this.keys = keys;
        this.expected = expected;
    }

    /** Only as long as no entry has this author and id. */
    RedisCommit absent(String author, String id) {
        absent.add(RedisKeys.id(author, id));
        return this;
    }

    RedisCommit put(Part part, String name, Object... words) {
        return put(part.number(), name, List.of(words));
    }

    /** The same for many words, of which so many belong together. */
    RedisCommit puts(Part part, String name, int group, List<?> words) {
        int step = WORDS_MAX / group * group;
        for (int from = 0; from < words.size(); from += step) {
            put(part.number(), name, words.subList(from, Math.min(words.size(), from + step)));
        }
        return this;
    }

    private RedisCommit put(int key, String name, List<?> words) {
        commands.add(words.size());
        commands.add(name);
        commands.add(key);
        commands.addAll(words);
        return this;
    }

    /** Gives what lies under one key to the other, whatever was there. */
    RedisCommit rename(String from, String to) {
        return put(0, "RENAME", List.of(from, to));
    }

    /** Makes {@code room} the row, and wakes the other nodes. Comes last: it is the commit. */
    RedisCommit finish(RedisRoom room, String node) {
        put(Part.ROW, "SET", room.text());
        return put(0, "PUBLISH", List.of(keys.channel(), room.epoch() + " " + room.n() + " " + node));
    }

    RedisCommand command() {
        return RedisScript.COMMIT
                .on(keys.of(Part.values()))
                .add(expected)
                .add(absent.size())
                .addAll(absent)
                .addAll(commands);
    }
}
