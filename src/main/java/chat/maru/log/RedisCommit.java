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

    /** What nearly every commit uses; they come together. What else is declared is used for certain. */
    private static final List<Part> COMMON = List.of(Part.ROW, Part.HEADS, Part.SAID, Part.BODIES, Part.IDS);

    private final RedisKeys keys;
    private final String expected;
    private final List<String> declared = new ArrayList<>();
    private final List<String> absent = new ArrayList<>();
    private final List<Object> commands = new ArrayList<>();

    /** @param expected the row's text, empty where there is none */
    RedisCommit(RedisKeys keys, String expected) {
        this.keys = keys;
        this.expected = expected;
        COMMON.forEach(part -> declared.add(keys.of(part)));
    }

    /** Only as long as no entry has this author and id. */
    RedisCommit absent(String author, String id) {
        absent.add(RedisKeys.id(author, id));
        return this;
    }

    RedisCommit put(Part part, String name, Object... words) {
        return put(declare(keys.of(part)), name, List.of(words));
    }

    /** The same for many words, of which so many belong together. */
    RedisCommit puts(Part part, String name, int group, List<?> words) {
        int step = WORDS_MAX / group * group;
        for (int from = 0; from < words.size(); from += step) {
            put(declare(keys.of(part)), name, words.subList(from, Math.min(words.size(), from + step)));
        }
        return this;
    }

    /**
     * The number of {@code key} among the script's. In a cluster a script runs only where all of its keys are: one that
     * it did not name could be missed in its middle, when half of the commit is done.
     */
    private int declare(String key) {
        if (!declared.contains(key)) {
            declared.add(key);
        }
        return declared.indexOf(key) + 1;
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
        declare(from);
        declare(to);
        return put(0, "RENAME", List.of(from, to));
    }

    /** Makes {@code room} the row, and wakes the other nodes. Comes last: it is the commit. */
    RedisCommit finish(RedisRoom room, RedisLogStore store) {
        put(Part.ROW, "SET", room.text());
        return put(0, store.publish(), List.of(keys.channel(), room.epoch() + " " + room.n() + " " + store.node()));
    }

    RedisCommand command() {
        return RedisScript.COMMIT
                .on(declared)
                .add(expected)
                .add(absent.size())
                .addAll(absent)
                .addAll(commands);
    }

    /** Gives {@code key} another text if it has the one that is expected, and else changes nothing. */
    static RedisCommand replace(String key, String expected, String text) {
        return RedisScript.COMMIT.on(List.of(key)).add(expected).add(0).addAll(List.of(1, "SET", 1, text));
    }
}
