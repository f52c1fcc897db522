package chat.maru.resume;

import chat.maru.resume.RoomHistory.Answer;
import chat.maru.resume.Sight.Entry;
import chat.maru.resume.Sight.Gap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** One way for a log, a server or a reader to be broken: each drops, doubles, swaps, reuses or alters something. */
enum Mutation {
    LOG_DROP_LEAVING_A_HOLE,
    LOG_DROP_AND_CLOSE_UP,
    LOG_DROP_THE_LAST,
    LOG_DUPLICATE_AT_ITS_POSITION,
    LOG_DUPLICATE_AT_THE_END,
    LOG_SWAP,
    LOG_REUSE_POSITION,
    LOG_REUSE_ID,
    LOG_ALTER_CONTENT,
    LOG_ALTER_AUTHOR,
    LOG_ALTER_KIND,
    LOG_ALTER_OF,
    LOG_ERASE_WHAT_NOBODY_DELETED,
    LOG_KEEP_WHAT_WAS_DELETED,
    LOG_ADD_WHAT_WAS_NEVER_SENT,
    VIEW_DROP,
    VIEW_DROP_THE_LAST,
    VIEW_DUPLICATE,
    VIEW_DUPLICATE_LATER,
    VIEW_SWAP,
    VIEW_REUSE_POSITION,
    VIEW_REUSE_ID,
    VIEW_ALTER_CONTENT,
    VIEW_ALTER_KIND,
    VIEW_ERASE_WHAT_NOBODY_DELETED,
    VIEW_ADD_WHAT_WAS_LOST,
    VIEW_TELL_NO_GAP,
    VIEW_TELL_A_GAP_OF_NOTHING,
    ANSWER_DROP,
    ANSWER_DUPLICATE_AS_NEW,
    ANSWER_SWAP,
    ANSWER_REUSE_POSITION,
    ANSWER_ALTER_POSITION,
    ANSWER_REFUSE_WHAT_IS_STORED;

    /** Whether it needs a room that was trimmed, or one in which things were deleted. */
    boolean wantsTrimmed() {
        return this == VIEW_TELL_NO_GAP;
    }

    boolean wantsDeleted() {
        return name().contains("DELETED");
    }

    boolean isOfTheLog() {
        return name().startsWith("LOG");
    }

    RoomHistory apply(RoomHistory good, Random random) {
        List<Entry> log = new ArrayList<>(good.log());
        List<Answer> answers = new ArrayList<>(good.answers());
        List<List<Sight>> views = new ArrayList<>(good.views());
        long head = good.head();
        if (isOfTheLog()) {
            breakLog(log, random);
            head = log.get(log.size() - 1).n();
        } else if (name().startsWith("VIEW")) {
            views.set(0, breakView(new ArrayList<>(views.get(0)), good, random));
        } else {
            // Nobody can judge the answer to what is trimmed, if nobody saw it.
            breakAnswers(answers, any(answers, answer -> answer.n() >= good.first(), random), random);
        }
        return new RoomHistory(good.sent(), answers, views, log, good.first(), head);
    }

    private void breakLog(List<Entry> log, Random random) {
        long first = log.get(0).n();
        int i = any(log, entry -> !entry.erased() && entry.n() < first + log.size() - 1, random);
        int j = i + 1 + random.nextInt(log.size() - 1 - i);
        Entry one = log.get(i);
        Entry other = log.get(j);
        switch (this) {
            case LOG_DROP_LEAVING_A_HOLE, LOG_DROP_AND_CLOSE_UP -> log.remove(i);
            case LOG_DROP_THE_LAST -> log.remove(log.size() - 1);
            case LOG_DUPLICATE_AT_ITS_POSITION -> log.add(i, one);
            case LOG_DUPLICATE_AT_THE_END -> log.add(one);
            case LOG_SWAP -> Collections.swap(log, i, j);
            case LOG_REUSE_POSITION -> log.set(j, at(other, one.n()));
            case LOG_REUSE_ID -> log.set(j, is(other, other.kind(), one.id(), one.author(), other.of()));
            case LOG_ALTER_CONTENT -> log.set(i, reads(one, one.content() + " ", false));
            case LOG_ALTER_AUTHOR -> log.set(i, is(one, one.kind(), one.id(), "g:nobody", one.of()));
            case LOG_ALTER_KIND -> log.set(i, is(one, "state", one.id(), one.author(), one.of()));
            case LOG_ALTER_OF -> log.set(i, is(one, one.kind(), one.id(), one.author(), one.of() + 1));
            case LOG_ERASE_WHAT_NOBODY_DELETED -> log.set(i, reads(one, "", true));
            case LOG_KEEP_WHAT_WAS_DELETED -> {
                int gone = any(log, Entry::erased, random);
                log.set(gone, reads(log.get(gone), "content of " + log.get(gone).id(), false));
            }
            default -> log.add(new Entry(0, Command.MESSAGE, "c-ghost", one.author(), 0, "boo", false));
        }
        boolean closesUp = !name().contains("HOLE") && !name().contains("POSITION");
        for (int k = 0; k < log.size() && closesUp; k++) {
            log.set(k, at(log.get(k), first + k));
        }
    }

    private List<Sight> breakView(List<Sight> view, RoomHistory good, Random random) {
        int end = view.size() - 1;
        // Not just before a gap: what is missing there is covered by it.
        int i = any(
                IntStream.range(0, end).boxed().toList(),
                at -> isShown(view, at) && view.get(at + 1) instanceof Entry,
                random);
        int j = i + 1;
        Entry one = (Entry) view.get(i);
        Entry other = (Entry) view.get(j);
        switch (this) {
            case VIEW_DROP -> view.remove(i);
            case VIEW_DROP_THE_LAST -> view.remove(end);
            case VIEW_DUPLICATE -> view.add(i, one);
            case VIEW_DUPLICATE_LATER -> view.add(i + 2 + random.nextInt(end - i), one);
            case VIEW_SWAP -> Collections.swap(view, i, j);
            case VIEW_REUSE_POSITION -> view.set(j, at(other, one.n()));
            case VIEW_REUSE_ID -> view.set(j, is(other, other.kind(), one.id(), one.author(), other.of()));
            case VIEW_ALTER_CONTENT -> view.set(i, reads(one, one.content() + " ", false));
            case VIEW_ALTER_KIND -> view.set(i, is(one, "state", one.id(), one.author(), one.of()));
            case VIEW_ERASE_WHAT_NOBODY_DELETED -> {
                List<Entry> log = good.log();
                Entry kept = log.get(any(log, entry -> !entry.erased(), random));
                view.set(view.indexOf(kept), reads(kept, "", true));
            }
            case VIEW_ADD_WHAT_WAS_LOST ->
                view.add(new Entry(good.head() + 1, Command.MESSAGE, one.id(), one.author(), 0, "gone", false));
            case VIEW_TELL_NO_GAP -> view.removeIf(Gap.class::isInstance);
            default -> view.add(i, new Gap(one.n(), good.head(), "trimmed"));
        }
        return view;
    }

    private static boolean isShown(List<Sight> view, int at) {
        return view.get(at) instanceof Entry entry && !entry.erased();
    }

    private void breakAnswers(List<Answer> answers, int i, Random random) {
        Answer one = answers.get(i);
        Answer other = answers.get(any(answers, answer -> answer.n() != one.n(), random));
        switch (this) {
            case ANSWER_DROP -> answers.removeIf(answer -> answer.n() == one.n());
            case ANSWER_DUPLICATE_AS_NEW -> answers.add(new Answer(one.author(), one.id(), one.n(), false));
            case ANSWER_SWAP -> {
                answers.set(answers.indexOf(other), stored(other, one.n()));
                answers.set(i, stored(one, other.n()));
            }
            case ANSWER_REUSE_POSITION -> answers.set(i, stored(one, other.n()));
            case ANSWER_ALTER_POSITION -> answers.set(i, stored(one, one.n() + 1));
            default -> answers.set(i, stored(one, 0));
        }
    }

    private static <T> int any(List<T> list, Predicate<T> good, Random random) {
        int[] found = IntStream.range(0, list.size())
                .filter(i -> good.test(list.get(i)))
                .toArray();
        return found[random.nextInt(found.length)];
    }

    private static Entry at(Entry entry, long n) {
        return new Entry(n, entry.kind(), entry.id(), entry.author(), entry.of(), entry.content(), entry.erased());
    }

    private static Entry is(Entry entry, String kind, String id, String author, long of) {
        return new Entry(entry.n(), kind, id, author, of, entry.content(), entry.erased());
    }

    private static Entry reads(Entry entry, String content, boolean erased) {
        return new Entry(entry.n(), entry.kind(), entry.id(), entry.author(), entry.of(), content, erased);
    }

    private static Answer stored(Answer answer, long n) {
        return new Answer(answer.author(), answer.id(), n, answer.duplicate());
    }
}
