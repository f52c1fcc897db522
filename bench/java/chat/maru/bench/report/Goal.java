package chat.maru.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A number that Maru wants to reach.
 *
 * @param works in whose results it is looked for, the first that has it
 * @param must what it may not miss, if it is not only an aim
 * @param every whether each run has to hold it, not only the median
 * @param runsMin how many runs have to count before it is believed
 */
record Goal(
        List<String> works,
        String what,
        Measure measure,
        List<Need> needs,
        Optional<Bound> must,
        Optional<Bound> aim,
        boolean every,
        int runsMin) {
    private static final int RUNS_MIN = 5;

    static Goal of(String work, String what, Measure measure) {
        return new Goal(List.of(work), what, measure, List.of(), Optional.empty(), Optional.empty(), false, RUNS_MIN);
    }

    Goal orIn(String work) {
        List<String> more = new ArrayList<>(works);
        more.add(work);
        return new Goal(more, what, measure, needs, must, aim, every, runsMin);
    }

    Goal must(Bound bound) {
        return new Goal(works, what, measure, needs, Optional.of(bound), aim, every, runsMin);
    }

    Goal aim(Bound bound) {
        return new Goal(works, what, measure, needs, must, Optional.of(bound), every, runsMin);
    }

    Goal inEachOf(int runs) {
        return new Goal(works, what, measure, needs, must, aim, true, runs);
    }

    Goal with(String parameter, double value) {
        return with(new Need(parameter, value, false));
    }

    Goal withAtLeast(String parameter, double value) {
        return with(new Need(parameter, value, true));
    }

    private Goal with(Need need) {
        List<Need> more = new ArrayList<>(needs);
        more.add(need);
        return new Goal(works, what, measure, more, must, aim, every, runsMin);
    }
}
