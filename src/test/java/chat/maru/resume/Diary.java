package chat.maru.resume;

import chat.maru.resume.RoomHistory.Answer;
import chat.maru.resume.Sight.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What one member remembers from connection to connection, and what it says next. Of the member's thread. */
final class Diary {
    private static final List<String> WORDS = List.of(
            "hello", "마루", "👩‍👩‍👧‍👦", "مرحبا", "\"quoted\"", "back\\slash", "line\nbreak", "𝄞", "<b>&amp;</b>");
    private static final List<String> EMOJI = List.of("👍", "🍜", "❤");
    private static final int WORDS_MAX = 30;
    private static final int CHANGED_PERCENT = 50;
    private static final int EDIT_PERCENT = 20;
    private static final int DELETE_PERCENT = 10;

    private final Random random;
    private final boolean changes;
    private final List<Command> sent = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<Sight> view = new ArrayList<>();
    private final Map<String, Command> pending = new LinkedHashMap<>();

    /** Messages seen, others' and its own that it has not deleted. */
    private final List<Long> theirs = new ArrayList<>();

    private final List<Long> mine = new ArrayList<>();

    String guest = "";
    String author = "";
    String epoch = "";
    private long n;

    /** @param changes whether to edit, delete and react, or only to publish */
    Diary(Random random, boolean changes) {
        this.random = random;
        this.changes = changes;
    }

    /** Something new to say, remembered as unanswered. */
    Command next() {
        Command command = newCommand("c" + sent.size());
        sent.add(command);
        pending.put(command.id(), command);
        return command;
    }

    private Command newCommand(String id) {
        int dice = random.nextInt(100);
        if (!changes || dice >= CHANGED_PERCENT || mine.isEmpty() || theirs.isEmpty()) {
            return new Command(id, Command.MESSAGE, 0, text(id));
        }
        if (dice < DELETE_PERCENT) {
            return new Command(id, Command.DELETE, mine.remove(random.nextInt(mine.size())), "");
        }
        if (dice < DELETE_PERCENT + EDIT_PERCENT) {
            return new Command(id, Command.EDIT, mine.get(random.nextInt(mine.size())), text(id));
        }
        String emoji = EMOJI.get(random.nextInt(EMOJI.size())) + (random.nextInt(3) == 0 ? Command.OFF : "");
        return new Command(id, Command.REACTION, theirs.get(random.nextInt(theirs.size())), emoji);
    }

    private String text(String id) {
        StringBuilder text = new StringBuilder(id);
        for (int words = random.nextInt(WORDS_MAX); words > 0; words--) {
            text.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.toString();
    }

    /** Commands without an answer, oldest first: what is sent first on the next connection. */
    List<Command> pending() {
        return List.copyOf(pending.values());
    }

    boolean isSettled() {
        return pending.isEmpty();
    }

    /** Takes an answer; false for one that answers nothing that was ever sent. */
    boolean answered(Answer answer) {
        answers.add(answer);
        return pending.remove(answer.id()) != null
                || sent.stream().anyMatch(command -> command.id().equals(answer.id()));
    }

    void saw(Entry entry) {
        view.add(entry);
        n = entry.n();
        if (entry.kind().equals(Command.MESSAGE)) {
            (entry.author().equals(author) ? mine : theirs).add(entry.n());
        }
    }

    void saw(Sight.Gap gap) {
        view.add(gap);
        n = gap.first() - 1;
    }

    /** The last position it has. */
    long n() {
        return n;
    }

    List<Command> sent() {
        return sent;
    }

    List<Answer> answers() {
        return answers;
    }

    List<Sight> view() {
        return view;
    }
}
