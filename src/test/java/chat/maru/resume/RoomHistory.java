package chat.maru.resume;

import chat.maru.resume.Sight.Entry;
import chat.maru.resume.Sight.Gap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all members of a room asked for, were answered and saw, and the log that was read when all was quiet. It tells
 * which promises were broken. Immutable.
 *
 * @param sent each author's commands, in the order in which they were first sent
 * @param answers in the order in which they came
 * @param views what each member saw from the first position on, over all of its connections
 * @param log what is held in the end
 * @param first the oldest position held
 * @param head the newest position
 */
record RoomHistory(
        Map<String, List<Command>> sent,
        List<Answer> answers,
        List<List<Sight>> views,
        List<Entry> log,
        long first,
        long head) {

    /**
     * One answer to one command.
     *
     * @param n where it is stored; 0 for a refusal, which says that it is not
     */
    record Answer(String author, String id, long n, boolean duplicate) {}

    /** An author's id. */
    private record Key(String author, String id) {}

    /** Every broken promise, in words; empty when all were kept. */
    List<String> violations() {
        List<String> found = new ArrayList<>();
        logIsDense(found);
        onePositionIsOneCommand(found);
        entriesAreWhatWasSent(found);
        everythingIsAnsweredOnceAndTheSame(found);
        authorsKeepTheirOrder(found);
        deletedIsErasedAndNothingElse(found);
        for (int i = 0; i < views.size(); i++) {
            viewIsWhole(i, views.get(i), found);
        }
        return found;
    }

    private void logIsDense(List<String> found) {
        if (log.size() != head - first + 1) {
            found.add("the log has " + log.size() + " entries from " + first + " to " + head);
        }
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).n() != first + i) {
                found.add("position " + log.get(i).n() + " stands where " + (first + i) + " belongs");
                return;
            }
        }
    }

    private Stream<Entry> entries() {
        return Stream.concat(log.stream(), views.stream().flatMap(RoomHistory::entriesOf));
    }

    private static Stream<Entry> entriesOf(List<Sight> view) {
        return view.stream().filter(Entry.class::isInstance).map(Entry.class::cast);
    }

    /** Whoever names a position or an id, log, view or ack: all name the same pair. */
    private void onePositionIsOneCommand(List<String> found) {
        Map<Long, Key> at = new HashMap<>();
        Map<Key, Long> where = new HashMap<>();
        entries().forEach(entry -> claim(entry.n(), new Key(entry.author(), entry.id()), at, where, found));
        for (Answer answer : answers) {
            if (answer.n() > 0) {
                claim(answer.n(), new Key(answer.author(), answer.id()), at, where, found);
            }
        }
        answers.stream()
                .filter(answer -> answer.n() == 0 && where.containsKey(new Key(answer.author(), answer.id())))
                .forEach(answer -> found.add(answer + " refuses what is stored"));
        at.keySet().stream().filter(n -> n > head).forEach(n -> found.add("position " + n + " is beyond the head"));
    }

    private static void claim(long n, Key key, Map<Long, Key> at, Map<Key, Long> where, List<String> found) {
        Key before = at.putIfAbsent(n, key);
        if (before != null && !before.equals(key)) {
            found.add("position " + n + " is " + before + " and " + key);
        }
        Long elsewhere = where.putIfAbsent(key, n);
        if (elsewhere != null && elsewhere != n) {
            found.add(key + " is at " + elsewhere + " and at " + n);
        }
    }

    private void entriesAreWhatWasSent(List<String> found) {
        Map<Key, Command> commands = new HashMap<>();
        sent.forEach((author, list) -> list.forEach(command -> commands.put(new Key(author, command.id()), command)));
        entries().forEach(entry -> {
            Command command = commands.get(new Key(entry.author(), entry.id()));
            if (command == null) {
                found.add(entry + " was never sent");
            } else if (!command.kind().equals(entry.kind()) || command.of() != entry.of()) {
                found.add(entry + " is not " + command);
            } else if (!entry.erased() && !command.content().equals(entry.content())) {
                found.add(entry + " reads otherwise than " + command);
            }
        });
    }

    private void everythingIsAnsweredOnceAndTheSame(List<String> found) {
        Set<Key> answered = new HashSet<>();
        for (Answer answer : answers) {
            boolean again = !answered.add(new Key(answer.author(), answer.id()));
            if (again && !answer.duplicate()) {
                found.add(answer + " answers a retry as if it were new");
            }
        }
        sent.forEach((author, list) -> list.stream()
                .filter(command -> !answered.contains(new Key(author, command.id())))
                .forEach(command -> found.add(author + " got no answer to " + command)));
    }

    /** What a member sent first is stored first, however often it had to send it. */
    private void authorsKeepTheirOrder(List<String> found) {
        Map<Key, Long> where = new HashMap<>();
        answers.forEach(answer -> where.put(new Key(answer.author(), answer.id()), answer.n()));
        entries().forEach(entry -> where.put(new Key(entry.author(), entry.id()), entry.n()));
        sent.forEach((author, list) -> {
            long last = 0;
            for (Command command : list) {
                long n = where.getOrDefault(new Key(author, command.id()), 0L);
                if (n > 0 && n <= last) {
                    found.add(author + " sent " + command + " after what is at " + last + ", but it is at " + n);
                }
                last = Math.max(last, n);
            }
        });
    }

    private void deletedIsErasedAndNothingElse(List<String> found) {
        Map<Long, Long> deletedAt = new HashMap<>();
        log.stream()
                .filter(entry -> entry.kind().equals(Command.DELETE))
                .forEach(entry -> deletedAt.merge(entry.of(), entry.n(), Math::min));
        for (Entry entry : log) {
            if (entry.erased() != isErased(entry, deletedAt)) {
                found.add(entry + (entry.erased() ? " is erased by nobody" : " ought to be erased"));
            }
        }
        Map<Long, Long> everDeleted = new HashMap<>();
        sent.values().stream()
                .flatMap(List::stream)
                .filter(command -> command.kind().equals(Command.DELETE))
                .forEach(command -> everDeleted.put(command.of(), 0L));
        everDeleted.putAll(deletedAt);
        views.stream()
                .flatMap(RoomHistory::entriesOf)
                .filter(entry -> entry.erased() && !isErased(entry, everDeleted))
                .forEach(entry -> found.add(entry + " was shown erased, and nobody deletes it"));
    }

    /** A deletion takes its target and all edits of it; a reaction only if it comes later, for it marks nothing. */
    private static boolean isErased(Entry entry, Map<Long, Long> deletedAt) {
        return switch (entry.kind()) {
            case Command.MESSAGE -> deletedAt.containsKey(entry.n());
            case Command.EDIT -> deletedAt.containsKey(entry.of());
            case Command.REACTION -> deletedAt.getOrDefault(entry.of(), entry.n()) < entry.n();
            default -> false;
        };
    }

    /** Each position once and in its order, up to the head, unless a gap was told just before. */
    private void viewIsWhole(int member, List<Sight> view, List<String> found) {
        Map<Long, Entry> held = log.stream().collect(Collectors.toMap(Entry::n, entry -> entry, (one, other) -> one));
        long next = 1;
        for (Sight sight : view) {
            if (sight instanceof Gap gap) {
                if (gap.first() <= next || gap.first() > first) {
                    found.add("member " + member + " was told " + gap + " at " + next + ", the log has " + first);
                }
                next = Math.max(next, gap.first());
                continue;
            }
            Entry entry = (Entry) sight;
            if (entry.n() != next) {
                found.add("member " + member + " saw " + entry.n() + " where " + next + " belongs");
            }
            Entry inLog = held.get(entry.n());
            if (inLog != null && !inLog.head().equals(entry.head())) {
                found.add("member " + member + " saw " + entry + ", the log has " + inLog);
            }
            next = entry.n() + 1;
        }
        if (next != head + 1) {
            found.add("member " + member + " has nothing from " + next + " to the head " + head);
        }
    }
}
