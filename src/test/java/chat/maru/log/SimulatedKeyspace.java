package chat.maru.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a Redis holds, and those of its commands that Maru sends, as Redis does them. Bytes are the characters of
 * Latin-1, so texts compare as Redis compares bytes. Streams have ids like {@code n-0}, scores are 0. One thread.
 */
final class SimulatedKeyspace {
    private final Map<String, Object> values = new LinkedHashMap<>();

    /** The same once more, independent of this. */
    SimulatedKeyspace copy() {
        SimulatedKeyspace copy = new SimulatedKeyspace();
        values.forEach((key, value) -> copy.values.put(key, copyOf(value)));
        return copy;
    }

    private static Object copyOf(Object value) {
        if (value instanceof Hash hash) {
            return new Hash(new LinkedHashMap<>(hash.fields));
        } else if (value instanceof Sorted sorted) {
            return new Sorted(new TreeSet<>(sorted.members));
        } else if (value instanceof Listed listed) {
            return new Listed(new ArrayList<>(listed.items));
        } else if (value instanceof Stream stream) {
            Stream copy = new Stream();
            copy.items.putAll(stream.items);
            copy.last = stream.last;
            return copy;
        }
        return value;
    }

    /** The text under {@code key}, or {@code null}. */
    String get(String key) {
        return (String) values.get(key);
    }

    void set(String key, String value) {
        values.put(key, value);
    }

    long unlink(String key) {
        return values.remove(key) == null ? 0 : 1;
    }

    Map<String, String> hash(String key) {
        return values.get(key) instanceof Hash hash ? hash.fields : Map.of();
    }

    long hset(String key, List<String> pairs) {
        Map<String, String> fields =
                ((Hash) values.computeIfAbsent(key, none -> new Hash(new LinkedHashMap<>()))).fields;
        long added = 0;
        for (int i = 0; i < pairs.size(); i += 2) {
            added += fields.put(pairs.get(i), pairs.get(i + 1)) == null ? 1 : 0;
        }
        return added;
    }

    long hdel(String key, List<String> fields) {
        if (!(values.get(key) instanceof Hash hash)) {
            return 0;
        }
        long gone = 0;
        for (String field : fields) {
            gone += hash.fields.remove(field) == null ? 0 : 1;
        }
        dropIf(key, hash.fields.isEmpty());
        return gone;
    }

    long zadd(String key, List<String> scored) {
        NavigableSet<String> members =
                ((Sorted) values.computeIfAbsent(key, none -> new Sorted(new TreeSet<>()))).members;
        long added = 0;
        for (int i = 0; i < scored.size(); i += 2) {
            added += members.add(scored.get(i + 1)) ? 1 : 0;
        }
        return added;
    }

    NavigableSet<String> sorted(String key) {
        return values.get(key) instanceof Sorted sorted ? sorted.members : new TreeSet<>();
    }

    /** The members between two ends such as {@code [a}, {@code (b}, {@code -} and {@code +}; a view. */
    NavigableSet<String> between(String key, String from, String to) {
        NavigableSet<String> found = sorted(key);
        if (!from.equals("-")) {
            found = found.tailSet(from.substring(1), from.charAt(0) == '[');
        }
        if (!to.equals("+")) {
            String end = to.substring(1);
            boolean isEmpty = !from.equals("-") && from.substring(1).compareTo(end) > 0;
            found = isEmpty ? new TreeSet<>() : found.headSet(end, to.charAt(0) == '[');
        }
        return found;
    }

    long zrem(String key, List<String> gone) {
        long removed = 0;
        NavigableSet<String> members = sorted(key);
        for (String member : gone) {
            removed += members.remove(member) ? 1 : 0;
        }
        dropIf(key, members.isEmpty());
        return removed;
    }

    long rpush(String key, List<String> added) {
        List<String> items = ((Listed) values.computeIfAbsent(key, none -> new Listed(new ArrayList<>()))).items;
        items.addAll(added);
        return items.size();
    }

    List<String> list(String key) {
        return values.get(key) instanceof Listed listed ? listed.items : new ArrayList<>();
    }

    /** The last item, taken away, or {@code null}. */
    String rpop(String key) {
        List<String> items = list(key);
        String last = items.isEmpty() ? null : items.remove(items.size() - 1);
        dropIf(key, items.isEmpty());
        return last;
    }

    /** Takes the first item that equals {@code item} away. */
    long lrem(String key, String item) {
        List<String> items = list(key);
        long gone = items.remove(item) ? 1 : 0;
        dropIf(key, items.isEmpty());
        return gone;
    }

    /** Adds what follows the id; {@code false} where the id is not above all before it. */
    boolean xadd(String key, long id, List<String> fields) {
        Stream stream = values.get(key) instanceof Stream known ? known : new Stream();
        if (id <= stream.last) {
            return false;
        }
        values.put(key, stream);
        stream.items.put(id, fields);
        stream.last = id;
        return true;
    }

    NavigableMap<Long, List<String>> stream(String key) {
        return values.get(key) instanceof Stream stream ? stream.items : new TreeMap<>();
    }

    /** Drops what lies below {@code id}; an empty stream stays, and remembers its last id. */
    long xtrim(String key, long id) {
        NavigableMap<Long, List<String>> gone = stream(key).headMap(id, false);
        long count = gone.size();
        gone.clear();
        return count;
    }

    private void dropIf(String key, boolean isEmpty) {
        if (isEmpty) {
            values.remove(key);
        }
    }

    private record Hash(Map<String, String> fields) {}

    private record Sorted(NavigableSet<String> members) {}

    private record Listed(List<String> items) {}

    private static final class Stream {
        private final NavigableMap<Long, List<String>> items = new TreeMap<>();
        private long last;
    }
}
