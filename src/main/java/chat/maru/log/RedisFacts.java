package chat.maru.log;

import chat.maru.log.RedisKeys.Part;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a room before drafts can be judged, looked up in rounds: what one finds may ask for more. It is
 * good for as long as the room's row does not change. Owned by the writing thread.
 */
final class RedisFacts {
    private static final byte[] ERASED = {};

    private final RedisKeys keys;
    private final Set<String> asked = new HashSet<>();
    private final Map<String, Long> ids = new HashMap<>();
    private final Map<Long, Entry> entries = new HashMap<>();
    private final Map<String, List<Long>> positions = new HashMap<>();
    private final Map<Long, Marks> marks = new HashMap<>();
    /** What to ask once all that is asked now is known. */
    private final Queue<Runnable> later = new ArrayDeque<>();

    private List<Ask> next = new ArrayList<>();
    private List<Ask> sent = List.of();

    RedisFacts(RedisKeys keys) {
        this.keys = keys;
    }

    /** Asks for all that {@code draft} needs. */
    void want(Draft draft) {
        wantId(draft.author(), draft.id());
        if (draft.of() > 0) {
            wantEntry(draft.of());
        }
        if (draft.kind().equals(Kind.DELETE)) {
            wantAbout(Kind.EDIT, draft.of());
        } else if (draft.kind().equals(Kind.REACTION)) {
            wantMarks(draft.of());
        }
        if (!draft.hides().isEmpty()) {
            wantAuthor(draft.hides());
        }
    }

    /** Asks where a command was stored, and what it was. */
    void wantId(String author, String id) {
        String prefix = RedisKeys.id(author, id);
        ask(keys.beginning(Part.IDS, prefix).add("LIMIT").add(0).add(1), prefix, reply -> {
            for (long n : members(reply)) {
                ids.put(prefix, n);
                wantEntry(n);
            }
        });
    }

    void wantEntry(long n) {
        ask(RedisCommand.of("XRANGE", keys.of(Part.HEADS), n + "-0", n + "-0"), "head " + n, reply -> {
            List<?> found = list(reply);
            if (!found.isEmpty()) {
                byte[] head = (byte[]) list(list(found.get(0)).get(1)).get(1);
                ask(RedisCommand.of("HGET", keys.of(Part.BODIES), n), "body " + n, body -> keep(n, head, body));
            }
        });
    }

    private void keep(long n, byte @Nullable [] head, @Nullable Object body) throws IOException {
        // Below the oldest position that is held, heads outlive their bodies.
        Entry entry = RedisBytes.entry(n, head, body == null ? ERASED : (byte[]) body);
        if (entry == null) {
            throw new RedisDamage(n);
        }
        entries.put(n, entry);
    }

    /** Asks for the edits of a message, or the reactions to it. */
    void wantAbout(String kind, long of) {
        String prefix = RedisKeys.about(kind, of);
        ask(keys.beginning(Part.ABOUT, prefix), prefix, reply -> found(prefix, reply));
    }

    private void found(String prefix, @Nullable Object reply) throws RedisDamage {
        List<Long> found = members(reply);
        positions.put(prefix, found);
        found.forEach(this::wantEntry);
    }

    void wantMarks(long of) {
        ask(
                RedisCommand.of("HGET", keys.of(Part.MARKS), of),
                "marks " + of,
                reply -> marks.put(of, RedisMarks.of((byte[]) reply, of)));
    }

    /** Asks for all that {@code author} wrote, and for the reactions that it takes to mark anew what it marked. */
    private void wantAuthor(String author) {
        String prefix = RedisKeys.author(author);
        ask(keys.beginning(Part.IDS, prefix), prefix, reply -> found(prefix, reply));
        later.add(() -> {
            for (Entry entry : author(author)) {
                if (entry.kind().equals(Kind.REACTION)) {
                    wantAbout(Kind.REACTION, entry.of());
                }
            }
        });
    }

    private void ask(RedisCommand command, String what, Answer answer) {
        if (asked.add(what)) {
            next.add(new Ask(command, answer));
        }
    }

    /** Sends what is to be asked now. */
    void send(RedisWire connection) throws IOException {
        sent = next;
        next = new ArrayList<>();
        for (Ask ask : sent) {
            connection.send(ask.command);
        }
    }

    /** Reads the answers to that. */
    void receive(RedisWire connection) throws IOException {
        List<@Nullable Object> replies = new ArrayList<>(sent.size());
        for (int i = 0; i < sent.size(); i++) {
            replies.add(connection.read());
        }
        for (int i = 0; i < sent.size(); i++) {
            if (replies.get(i) instanceof RedisError error) {
                throw error.isDamage() ? new RedisDamage(0) : error;
            }
            sent.get(i).answer.take(replies.get(i));
        }
        while (next.isEmpty() && !later.isEmpty()) {
            later.remove().run();
        }
    }

    /** Whether there is nothing more to ask. */
    boolean isComplete() {
        return next.isEmpty();
    }

    /** The entry with this author and id, if there is one. */
    @Nullable
    Entry known(String author, String id) {
        Long n = ids.get(RedisKeys.id(author, id));
        return n == null ? null : entries.get(n);
    }

    @Nullable
    Entry entry(long n) {
        return entries.get(n);
    }

    List<Entry> about(String kind, long of) {
        return entries(RedisKeys.about(kind, of));
    }

    List<Entry> author(String author) {
        return entries(RedisKeys.author(author)).stream()
                .sorted(Comparator.comparingLong(Entry::n))
                .toList();
    }

    private List<Entry> entries(String prefix) {
        List<Entry> found = new ArrayList<>();
        for (long n : positions.getOrDefault(prefix, List.of())) {
            Entry entry = entries.get(n);
            if (entry != null) {
                found.add(entry);
            }
        }
        return found;
    }

    /** Who has marked the message at {@code of}; the caller may change it, since a fact is used once. */
    Marks marks(long of) {
        return marks.computeIfAbsent(of, none -> new Marks());
    }

    private static List<Long> members(@Nullable Object reply) throws RedisDamage {
        List<Long> positions = new ArrayList<>();
        for (Object member : list(reply)) {
            positions.add(RedisKeys.position((byte[]) member));
        }
        return positions;
    }

    private static List<?> list(@Nullable Object reply) {
        return reply == null ? List.of() : (List<?>) reply;
    }

    private record Ask(RedisCommand command, Answer answer) {}

    private interface Answer {
        void take(@Nullable Object reply) throws IOException;
    }
}
