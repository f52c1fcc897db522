package chat.maru.bench.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** All goals, and what the results say of them. Immutable. */
record Scores(List<Verdict> verdicts) {
    static Scores of(List<Result> results) {
        return new Scores(
                Goals.all().stream().map(goal -> Verdict.of(goal, results)).toList());
    }

    void write(Markdown page) {
        page.heading(2, "Goals");
        page.paragraph(summary("Must", Verdict::must) + " " + summary("Aim", Verdict::aim)
                + " A goal is held only by the runs that it asks for, on the work that it names.");
        page.table(
                3,
                List.of("work", "what", "held?", "must", "aim", "seen"),
                verdicts.stream().map(Scores::row).toList());
    }

    private String summary(String name, Function<Verdict, Verdict.Answer> answer) {
        List<Verdict> asked = verdicts.stream()
                .filter(each -> answer.apply(each) != Verdict.Answer.NONE)
                .toList();
        long held =
                asked.stream().filter(each -> each.isHeld(answer.apply(each))).count();
        long missed = asked.stream()
                .filter(each -> answer.apply(each) == Verdict.Answer.NO)
                .count();
        return name + ": " + held + " of " + asked.size() + " held, " + missed + " missed, "
                + (asked.size() - held - missed) + " not known.";
    }

    private static List<String> row(Verdict verdict) {
        Goal goal = verdict.goal();
        return List.of(
                goal.works().get(0),
                goal.what(),
                verdict.held(),
                bound(goal, goal.must()),
                bound(goal, goal.aim()),
                verdict.seen());
    }

    private static String bound(Goal goal, Optional<Bound> bound) {
        return bound.map(each -> each.shown(goal.measure().unit())).orElse("");
    }
}
