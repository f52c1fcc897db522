package chat.maru.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one result says: its picture, tables and reservations. Immutable. */
record Section(Result result, Shown shown) {
    static Section of(Result result) {
        return new Section(result, Shown.of(result));
    }

    /** The picture's file, beside which nothing else has this name. */
    String image() {
        return "bench-" + result.name() + ".svg";
    }

    /** Nothing when no run counts. */
    Optional<String> draw() {
        List<PeerRuns> ranked = shown.ranked(result);
        if (ranked.isEmpty()) {
            return Optional.empty();
        }
        List<PeerRuns> growing = ranked.stream().filter(GrowthChart::canDraw).toList();
        String title = result.title() + (result.name().equals(result.work()) ? "" : " (" + result.name() + ")");
        return Optional.of(
                growing.isEmpty()
                        ? new Chart(
                                        title,
                                        shown.drawn().stream().map(Quantity::of).toList(),
                                        ranked)
                                .draw()
                        : new GrowthChart(title, growing).draw());
    }

    void write(Markdown page) {
        page.heading(2, result.title() + " (`" + result.name() + "`)");
        page.paragraph("Measured " + result.at() + ": " + parameters());
        List<PeerRuns> ranked = shown.ranked(result);
        if (ranked.isEmpty()) {
            page.paragraph("No run counts.");
        } else {
            page.paragraph("![" + about(ranked) + "](images/" + image() + ")");
            table(page, ranked);
            ratios(page, ranked);
        }
        page.paragraph(generator());
        uncounted(page);
        settings(page);
    }

    private String parameters() {
        List<String> said = new ArrayList<>();
        said.add(result.rounds() + (result.rounds() == 1 ? " round" : " rounds"));
        result.parameters().forEach((name, value) -> {
            String shown = value.matches("\\d+") ? Figures.whole(Double.parseDouble(value)) : Words.markdown(value);
            said.add(Words.spoken(name) + " " + shown);
        });
        return String.join(", ", said) + ".";
    }

    private String about(List<PeerRuns> ranked) {
        Quantity quantity = Quantity.of(shown.main());
        return quantity.heading() + ": "
                + ranked.stream()
                        .map(peer -> peer.name() + " "
                                + peer.spread(shown.main())
                                        .map(quantity::in)
                                        .map(spread -> Figures.digits(spread.median()))
                                        .orElse(""))
                        .collect(Collectors.joining(", "));
    }

    private void table(Markdown page, List<PeerRuns> ranked) {
        List<Quantity> columns = shown.columns().stream().map(Quantity::of).toList();
        List<String> head = new ArrayList<>(List.of("", "runs"));
        columns.forEach(column -> head.add(column.heading()));
        List<List<String>> rows = new ArrayList<>();
        for (PeerRuns peer : ranked) {
            List<String> row = new ArrayList<>(List.of(
                    peer.isOurs() ? "**" + peer.name() + "**" : peer.name(),
                    peer.counting().size() + "/" + peer.runs().size()));
            columns.forEach(column -> row.add(peer.spread(column.key())
                    .map(column::in)
                    .map(Figures::spread)
                    .orElse("–")));
            rows.add(row);
        }
        page.table(1, head, rows);
    }

    private void ratios(Markdown page, List<PeerRuns> ranked) {
        List<PeerRuns> ours = ranked.stream().filter(PeerRuns::isOurs).toList();
        List<PeerRuns> others = ranked.stream().filter(peer -> !peer.isOurs()).toList();
        if (others.isEmpty()) {
            // Nothing but kinds of Maru: how it is delivered beside the others.
            others = ours.stream().filter(peer -> !peer.isDelivered()).toList();
            ours = ours.stream().filter(PeerRuns::isDelivered).toList();
        }
        if (ours.isEmpty() || others.isEmpty() || ranked.stream().anyMatch(GrowthChart::canDraw)) {
            return;
        }
        List<String> head = new ArrayList<>(List.of("divided by that of"));
        ours.forEach(peer -> head.add("**" + peer.name() + "**"));
        List<List<String>> rows = new ArrayList<>();
        for (PeerRuns other : others) {
            List<String> row = new ArrayList<>(List.of(other.name()));
            ours.forEach(peer -> row.add(peer.ratio(other, shown.main())
                    .map(ratio -> Figures.spread(ratio) + " ×")
                    .orElse("–")));
            rows.add(row);
        }
        page.paragraph("Ratios of " + Quantity.of(shown.main()).title() + ", round by round; "
                + (shown.isMoreBetter() ? "above" : "below") + " 1 Maru is ahead:");
        page.table(1, head, rows);
    }

    /** Whether the figures are the servers' or the generator's. */
    private String generator() {
        List<String> saturated = new ArrayList<>();
        double most = 0;
        for (PeerRuns peer : result.peers()) {
            long runs = peer.runs().stream()
                    .filter(run -> run.is("clientSaturated"))
                    .count();
            if (runs > 0) {
                saturated.add(peer.name() + " (" + runs + " of " + peer.runs().size() + " runs)");
            }
            most = Math.max(
                    most, peer.runs().stream().mapToDouble(Section::share).max().orElse(0));
        }
        if (!saturated.isEmpty()) {
            return "**The generator was the bottleneck** (above 0.9 of its core) for " + String.join(", ", saturated)
                    + ": their deliveries/s and latencies are the generator's limit, not the server's.";
        }
        return most == 0
                ? "How busy the generator was is not in these results."
                : "The generator was not the bottleneck: it used at most " + Figures.digits(most) + " of its core.";
    }

    private static double share(Run run) {
        double seconds = run.number("seconds").orElse(0.0);
        return seconds > 0 ? run.number("clientCpuSeconds").orElse(0.0) / seconds : 0;
    }

    private void uncounted(Markdown page) {
        List<String> items = new ArrayList<>();
        for (PeerRuns peer : result.peers()) {
            if (!peer.leftOut().isEmpty()) {
                items.add(peer.name() + " was left out: " + Words.markdown(peer.leftOut()));
            }
            peer.runs().stream()
                    .filter(run -> !run.counts())
                    .forEach(run ->
                            items.add(peer.name() + ", round " + run.round() + ": " + Words.markdown(run.wrong())));
        }
        page.paragraph(items.isEmpty() ? "Every run counts." : "What does not count, and why:");
        page.list(items);
    }

    private void settings(Markdown page) {
        page.paragraph("<details><summary>Settings of each server</summary>");
        Map<String, String> settings = result.peers().stream()
                .collect(Collectors.toMap(
                        PeerRuns::name,
                        peer -> Stream.concat(
                                        Stream.of(Words.markdown(peer.title())),
                                        peer.settings().stream().map(each -> "`" + each.replace('`', '\'') + "`"))
                                .collect(Collectors.joining(" ")),
                        (first, again) -> first,
                        LinkedHashMap::new));
        page.list(settings.entrySet().stream()
                .map(each -> "**" + each.getKey() + "** " + each.getValue())
                .toList());
        page.paragraph("</details>");
    }
}
