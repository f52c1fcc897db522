package chat.maru.bench.report;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The number by which a goal is judged.
 *
 * @param unit of it, or empty
 * @param peers whose runs it is made of; the first is the one that has the goal
 * @param seen the number, when there are runs that count
 * @param remark what else a reader wants to see beside it, or empty
 */
record Measure(
        String unit,
        List<String> peers,
        Function<Result, Optional<Spread>> seen,
        BiFunction<Result, PeerRuns, String> remark) {
    private static final String TIMES = "×";

    static Measure of(String peer, String key) {
        Quantity quantity = Quantity.of(key);
        return new Measure(
                quantity.unit(),
                List.of(peer),
                result -> result.peer(peer).flatMap(each -> each.spread(key)).map(quantity::in),
                (result, each) -> "");
    }

    /** The ratio round by round; beside it, the medians of both. */
    static Measure ratio(String peer, String to, String key) {
        return new Measure(
                TIMES,
                List.of(peer, to),
                result -> result.peer(peer).flatMap(each -> result.peer(to).flatMap(other -> each.ratio(other, key))),
                (result, each) -> both(key, each.spread(key), result.peer(to).flatMap(other -> other.spread(key))));
    }

    /** A number made of two of the same run, which are shown beside it. */
    static Measure perRun(String peer, String unit, String a, String b, BiFunction<Double, Double, Double> number) {
        return new Measure(
                unit,
                List.of(peer),
                result -> result.peer(peer)
                        .flatMap(each -> each.spread(run ->
                                run.number(a).flatMap(x -> run.number(b).map(y -> number.apply(x, y))))),
                (result, each) -> both(a, each.spread(a), each.spread(b)));
    }

    private static String both(String key, Optional<Spread> a, Optional<Spread> b) {
        Quantity quantity = Quantity.of(key);
        return a.flatMap(x -> b.map(y -> Figures.digits(quantity.in(x).median()) + " against "
                        + Figures.digits(quantity.in(y).median())
                        + (quantity.unit().isEmpty() ? "" : " ")
                        + quantity.unit()))
                .orElse("");
    }

    String shown(Result result, Spread spread) {
        String more = result.peer(peers.get(0))
                .map(each -> remark.apply(result, each))
                .orElse("");
        return Figures.spread(spread) + (unit.isEmpty() ? "" : " " + unit) + (more.isEmpty() ? "" : "; " + more);
    }
}
