package chat.maru.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the results say of a goal.
 *
 * @param seen as a reader sees it
 * @param remarks why it may be believed less; a goal with any is not called held
 */
record Verdict(Goal goal, String seen, Answer must, Answer aim, List<String> remarks) {
    /** Of one bound. */
    enum Answer {
        YES,
        NO,
        UNKNOWN,
        /** Nothing was asked. */
        NONE
    }

    static Verdict of(Goal goal, List<Result> results) {
        Optional<Result> result = find(goal, results);
        if (result.isEmpty()) {
            return unknown(goal, "not measured");
        }
        return goal.measure()
                .seen()
                .apply(result.get())
                .map(spread -> judged(goal, result.get(), spread))
                .orElseGet(() -> unknown(goal, nothing(goal, result.get())));
    }

    /** Rather one that was measured as it should be, and of those the one that asks for the least. */
    private static Optional<Result> find(Goal goal, List<Result> results) {
        return goal.works().stream()
                .flatMap(work -> results.stream()
                        .filter(result -> result.work().equals(work))
                        .sorted(Comparator.comparing((Result result) -> !isAsAsked(goal, result))
                                .thenComparing(result ->
                                        result.parameter("messagesPerSecond").orElse(0.0)))
                        .limit(1))
                .sorted(Comparator.comparing(
                        result -> goal.measure().seen().apply(result).isEmpty()))
                .findFirst();
    }

    private static boolean isAsAsked(Goal goal, Result result) {
        return goal.needs().stream().allMatch(need -> need.isMetBy(result));
    }

    private static Verdict unknown(Goal goal, String why) {
        return new Verdict(
                goal,
                why,
                goal.must().isPresent() ? Answer.UNKNOWN : Answer.NONE,
                goal.aim().isPresent() ? Answer.UNKNOWN : Answer.NONE,
                List.of());
    }

    private static String nothing(Goal goal, Result result) {
        return goal.measure().peers().stream()
                .filter(name ->
                        result.peer(name).map(peer -> peer.counting().isEmpty()).orElse(true))
                .map(name -> result.peer(name).isPresent() ? "no run of " + name + " counts" : name + " not measured")
                .findFirst()
                .orElse("not in the results");
    }

    private static Verdict judged(Goal goal, Result result, Spread seen) {
        return new Verdict(
                goal,
                goal.measure().shown(result, seen),
                answer(goal.must(), goal, result, seen),
                answer(goal.aim(), goal, result, seen),
                remarks(goal, result, seen));
    }

    /** Of what was measured in another way than asked for, nothing follows. A run that lost something held nothing. */
    private static Answer answer(Optional<Bound> bound, Goal goal, Result result, Spread seen) {
        if (bound.isEmpty()) {
            return Answer.NONE;
        }
        if (!isAsAsked(goal, result)) {
            return Answer.UNKNOWN;
        }
        boolean isHeld = bound.get().isHeldBy(seen, goal.every()) && !(goal.every() && lost(goal, result) > 0);
        return isHeld ? Answer.YES : Answer.NO;
    }

    private static long lost(Goal goal, Result result) {
        return result.peer(goal.measure().peers().get(0)).stream()
                .flatMap(peer -> peer.runs().stream())
                .filter(run -> !run.counts())
                .count();
    }

    private static List<String> remarks(Goal goal, Result result, Spread seen) {
        List<String> remarks = new ArrayList<>();
        goal.needs().stream()
                .map(need -> need.difference(result))
                .filter(difference -> !difference.isEmpty())
                .forEach(remarks::add);
        if (seen.runs() < goal.runsMin()) {
            remarks.add(seen.runs() + (seen.runs() == 1 ? " run" : " runs") + ", not " + goal.runsMin());
        }
        long lost = lost(goal, result);
        if (goal.every() && lost > 0) {
            remarks.add(lost + (lost == 1 ? " run does" : " runs do") + " not count");
        }
        return remarks;
    }

    /** Whether it is held and there is nothing to remark. */
    boolean isHeld(Answer answer) {
        return answer == Answer.YES && remarks.isEmpty();
    }

    String held() {
        List<String> said = new ArrayList<>();
        if (must != Answer.NONE) {
            said.add("must: " + word(must));
        }
        if (aim != Answer.NONE) {
            said.add("aim: " + word(aim));
        }
        String all = said.stream().distinct().collect(Collectors.joining(", "));
        return remarks.isEmpty() ? all : all + " – " + String.join("; ", remarks);
    }

    private String word(Answer answer) {
        return switch (answer) {
            case YES -> remarks.isEmpty() ? "**yes**" : "yes so far";
            case NO -> "**no**";
            case UNKNOWN, NONE -> "?";
        };
    }
}
