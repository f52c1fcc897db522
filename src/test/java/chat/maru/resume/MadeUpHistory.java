package chat.maru.resume;

import chat.maru.resume.RoomHistory.Answer;
import chat.maru.resume.Sight.Entry;
import chat.maru.resume.Sight.Gap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Invents what a good room could have been through. For one thread. */
final class MadeUpHistory {
    private static final int COMMANDS = 60;
    private static final int AUTHORS = 4;
    private static final int DELETE = 9;

    /** At least one deletion in each. */
    private static final int DELETED_AT = 50;

    private static final int MEMBERS = 3;

    private final Random random;
    private final Map<String, List<Command>> sent = new HashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<Entry> log = new ArrayList<>();
    private final Set<Long> deleted = new HashSet<>();

    private MadeUpHistory(Random random) {
        this.random = random;
    }

    /** With changes and deletions, and everything held; or with messages alone, the oldest of them trimmed. */
    static RoomHistory of(Random random, boolean trimmed) {
        MadeUpHistory made = new MadeUpHistory(random);
        for (long n = 1; n <= COMMANDS; n++) {
            made.store(n, trimmed ? 0 : n == DELETED_AT ? DELETE : random.nextInt(DELETE + 1));
        }
        int first = trimmed ? 2 + random.nextInt(COMMANDS / 2) : 1;
        List<List<Sight>> views = new ArrayList<>();
        for (int member = 0; member < MEMBERS; member++) {
            views.add(made.view(
                    trimmed && (member == 0 || random.nextBoolean()) ? 1 + random.nextInt(first - 1) : 0, first));
        }
        List<Entry> held = made.log.stream().skip(first - 1).map(made::asLeft).toList();
        return new RoomHistory(made.sent, made.answers, views, held, first, COMMANDS);
    }

    private void store(long n, int dice) {
        String author = "g:" + random.nextInt(AUTHORS);
        List<Command> own = sent.computeIfAbsent(author, key -> new ArrayList<>());
        String id = "c" + own.size();
        long of = log.stream()
                .filter(entry ->
                        entry.kind().equals(Command.MESSAGE) && entry.author().equals(author))
                .mapToLong(Entry::n)
                .findAny()
                .orElse(0);
        boolean changes = dice > 4 && of > 0;
        String kind = !changes
                ? Command.MESSAGE
                : dice == DELETE ? Command.DELETE : dice > 6 ? Command.EDIT : Command.REACTION;
        String content = kind.equals(Command.DELETE) ? "" : "content of " + id;
        Command command = new Command(id, kind, changes ? of : 0, content);
        own.add(command);
        boolean erased = !kind.equals(Command.DELETE) && deleted.contains(command.of());
        log.add(new Entry(n, kind, id, author, command.of(), erased ? "" : content, erased));
        if (kind.equals(Command.DELETE)) {
            deleted.add(of);
        }
        boolean answerLost = random.nextInt(3) == 0;
        answers.add(new Answer(author, id, n, answerLost));
        if (random.nextInt(5) == 0) {
            answers.add(new Answer(author, id, n, true));
        }
    }

    /** As it is found in the end: what was deleted is erased. */
    private Entry asLeft(Entry entry) {
        boolean gone = entry.kind().equals(Command.MESSAGE) && deleted.contains(entry.n())
                || entry.kind().equals(Command.EDIT) && deleted.contains(entry.of());
        return gone ? new Entry(entry.n(), entry.kind(), entry.id(), entry.author(), entry.of(), "", true) : entry;
    }

    /** Live or after the deletion, and with a gap where the log was trimmed before it was read. */
    private List<Sight> view(int gapAt, int first) {
        List<Sight> view = new ArrayList<>();
        for (Entry entry : log) {
            if (gapAt == 0 || entry.n() < gapAt || entry.n() >= first) {
                view.add(random.nextBoolean() ? entry : asLeft(entry));
            } else if (entry.n() == gapAt) {
                view.add(new Gap(first, COMMANDS, "trimmed"));
            }
        }
        return view;
    }
}
