package chat.maru.log;

import chat.maru.log.RedisKeys.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** Turns into commands: how entries lie in Redis. Stateless. */
final class RedisStored {
    /** More positions than that are not named in an entry: who follows the room reads it anew instead. */
    private static final int NAMED_MAX = 1_000;

    /** What stands for more. */
    static final String ALL = "*";

    private RedisStored() {}

    /** What {@code turn} does, without the row. */
    static void put(RedisCommit commit, RedisTurn turn, String room) {
        entries(commit, turn.added(), turn::erasedBy);
        List<Object> tombstones = new ArrayList<>();
        turn.erased().forEach(n -> tombstones.addAll(List.of(n, "")));
        commit.puts(Part.BODIES, "HSET", 2, tombstones);
        marks(commit, turn.marks());
        turn.states().forEach((key, value) -> {
            if (value.isEmpty()) {
                commit.put(Part.STATE, "HDEL", key);
            } else {
                commit.put(Part.STATE, "HSET", key, value);
            }
        });
        if (turn.base().n() == 0) {
            commit.put(Part.ROOMS, "ZADD", 0, room);
        }
    }

    /** Entries and what is found by them. The first command is one that a full Redis refuses. */
    static void entries(RedisCommit commit, Collection<Entry> entries, LongFunction<List<Long>> erasedBy) {
        List<Object> bodies = new ArrayList<>();
        List<Object> ids = new ArrayList<>();
        List<Object> about = new ArrayList<>();
        for (Entry entry : entries) {
            Body body = entry.body();
            String id = entry.n() + "-0";
            commit.put(Part.HEADS, "XADD", id, "h", RedisBytes.head(entry), "e", named(erasedBy.apply(entry.n())));
            if (entry.isMessage()) {
                commit.put(Part.SAID, "XADD", id, "", "");
            }
            bodies.addAll(List.of(entry.n(), body == null ? "" : RedisBytes.body(body)));
            ids.addAll(List.of(0, RedisKeys.id(entry)));
            if (entry.kind().equals(Kind.EDIT) || entry.kind().equals(Kind.REACTION)) {
                about.addAll(List.of(0, RedisKeys.about(entry)));
            }
        }
        commit.puts(Part.BODIES, "HSET", 2, bodies);
        commit.puts(Part.IDS, "ZADD", 2, ids);
        commit.puts(Part.ABOUT, "ZADD", 2, about);
    }

    /** Who has marked which message. */
    static void marks(RedisCommit commit, Map<Long, Marks> changed) {
        changed.forEach((of, marks) -> {
            if (marks.isEmpty()) {
                commit.put(Part.MARKS, "HDEL", of);
            } else {
                commit.put(Part.MARKS, "HSET", of, RedisMarks.bytes(marks));
            }
        });
    }

    private static String named(List<Long> erased) {
        return erased.size() > NAMED_MAX
                ? ALL
                : erased.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
