package chat.maru.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Who has which mark on one message, as its reactions say one after the other. Not thread-safe. */
final class Marks {
    private final Map<String, Set<String>> authors = new LinkedHashMap<>();

    /** Goes on with the next reaction; one that is erased says nothing. */
    void add(Entry reaction) {
        Body body = reaction.body();
        if (body == null) {
            return;
        }
        change(reaction.author(), Mark.of(body.content()));
    }

    /** Puts {@code mark} on for {@code author}, or takes it off. */
    void change(String author, Mark mark) {
        Set<String> marked = authors.computeIfAbsent(mark.key(), key -> new HashSet<>());
        if (mark.on()) {
            marked.add(author);
        } else {
            marked.remove(author);
        }
        if (marked.isEmpty()) {
            authors.remove(mark.key());
        }
    }

    /** Tells who has which mark, in the order in which they came. */
    void forEach(BiConsumer<String, Set<String>> told) {
        authors.forEach(told);
    }

    boolean isEmpty() {
        return authors.isEmpty();
    }

    /** Whether the message has not this mark, and as many others as it may. */
    boolean isFullFor(String key) {
        return !authors.containsKey(key) && authors.size() >= Mark.PER_MESSAGE_MAX;
    }

    /** As {@code reader} is told of them, in the order in which they came. */
    Map<String, Marked> told(String reader) {
        Map<String, Marked> told = new LinkedHashMap<>();
        authors.forEach((key, marked) -> told.put(key, marked(marked, reader)));
        return told;
    }

    private static Marked marked(Set<String> authors, String reader) {
        List<String> named = authors.stream()
                .sorted(Comparator.comparing((String author) -> !author.equals(reader))
                        .thenComparing(author -> author.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                .limit(Marked.NAMED_MAX)
                .toList();
        return new Marked(authors.size(), named);
    }
}
