package chat.maru.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Peers one below the other, the best on top: a bar when one number is shown, dots when two are. The thin line goes
 * from the least to the most of the runs. Immutable.
 *
 * @param quantities one or two of the same unit
 */
record Chart(String title, List<Quantity> quantities, List<PeerRuns> peers) {
    private static final int WIDTH = 760;
    private static final int LEFT = 136;
    private static final int RIGHT = 600;
    private static final int TOP = 62;
    private static final int ROW = 26;
    private static final int FOOT = 46;
    private static final double BAR = 14;
    private static final double CAP = 4;
    private static final double TEXT_DROP = 4;
    private static final List<String> COLOURS = List.of("second", "ours");

    String draw() {
        int bottom = TOP + ROW * peers.size();
        Scale scale = Scale.of(values(), LEFT, RIGHT);
        Svg svg = new Svg(WIDTH, bottom + FOOT, title);
        svg.text(16, 26, "start", "title", title);
        subtitle(svg, scale);
        axis(svg, scale, bottom);
        for (int i = 0; i < peers.size(); i++) {
            row(svg, scale, peers.get(i), TOP + ROW * i + ROW / 2.0);
        }
        return svg.toString();
    }

    private List<Double> values() {
        return peers.stream()
                .flatMap(peer -> quantities.stream().flatMap(each -> spread(peer, each).stream()))
                .flatMap(spread -> Stream.of(spread.min(), spread.max()))
                .toList();
    }

    private static Optional<Spread> spread(PeerRuns peer, Quantity quantity) {
        return peer.spread(quantity.key()).map(quantity::in);
    }

    private void subtitle(Svg svg, Scale scale) {
        String runs = "median, line from least to most of the runs";
        String said = (scale.isLogarithmic() ? "logarithmic scale, not from 0; " : "") + runs;
        if (quantities.size() == 1) {
            svg.text(16, 45, "start", "soft", quantities.get(0).heading() + "; " + said);
            return;
        }
        double x = 21;
        for (int i = 0; i < quantities.size(); i++) {
            svg.dot(x, 41, COLOURS.get(i), i > 0);
            String text = quantities.get(i).heading();
            svg.text(x + 10, 45, "start", "soft", text);
            x += 30 + text.length() * 6.4;
        }
        svg.text(x, 45, "start", "soft", said);
    }

    private void axis(Svg svg, Scale scale, int bottom) {
        for (double tick : scale.ticks()) {
            svg.line(scale.at(tick), TOP, scale.at(tick), bottom + 4, "line", 1);
            svg.text(scale.at(tick), bottom + 18, "middle", "soft", Figures.plain(tick));
        }
        String unit = quantities.get(0).unit();
        if (!unit.isEmpty()) {
            svg.text(RIGHT + 24, bottom + 18, "start", "soft", unit);
        }
        svg.text(16, bottom + 37, "start", "soft", "Drawn by bench/run report from bench/results.");
    }

    private void row(Svg svg, Scale scale, PeerRuns peer, double y) {
        svg.text(LEFT - 10, y + TEXT_DROP, "end", peer.isOurs() ? "bold" : "", peer.name());
        List<String> figures = new ArrayList<>();
        for (int i = 0; i < quantities.size(); i++) {
            int index = i;
            spread(peer, quantities.get(i)).ifPresent(spread -> {
                if (quantities.size() == 1) {
                    String colour = peer.isOurs() ? "ours" : peer.name().startsWith("limit") ? "limit" : "other";
                    svg.bar(LEFT, y - BAR / 2, scale.at(spread.median()) - LEFT, BAR, colour);
                    whisker(svg, scale, spread, y, "ink");
                } else {
                    whisker(svg, scale, spread, y, COLOURS.get(index));
                    svg.dot(scale.at(spread.median()), y, COLOURS.get(index), index > 0);
                }
                figures.add(Figures.digits(spread.median()));
            });
        }
        svg.text(RIGHT + 24, y + TEXT_DROP, "start", peer.isOurs() ? "bold" : "", String.join(" / ", figures));
    }

    private static void whisker(Svg svg, Scale scale, Spread spread, double y, String colour) {
        double from = scale.at(spread.min());
        double to = scale.at(spread.max());
        if (to - from > 1) {
            svg.line(from, y, to, y, colour, 1.2);
            svg.line(from, y - CAP, from, y + CAP, colour, 1.2);
            svg.line(to, y - CAP, to, y + CAP, colour, 1.2);
        }
    }
}
