package chat.maru.bench.report;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a delivery costs, as lines: on the left with more members in a room, on the right with more rooms. Immutable.
 */
record GrowthChart(String title, List<PeerRuns> peers) {
    private static final Pattern STEP = Pattern.compile("cpuMicrosPerDelivery(\\d+)x(\\d+)");
    private static final int WIDTH = 760;
    private static final int HEIGHT = 360;
    private static final int TOP = 84;
    private static final int BOTTOM = 282;
    private static final List<String> COLOURS = List.of("other", "second", "third");

    /** In rooms of fewer, another number of rooms is what is measured. */
    private static final int MEMBERS_MIN = 10;

    static boolean canDraw(PeerRuns peer) {
        return peer.keys().stream().anyMatch(key -> STEP.matcher(key).matches());
    }

    String draw() {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        svg.text(16, 26, "start", "title", title);
        Scale y = Scale.of(
                Stream.of(true, false)
                        .flatMap(rooms -> peers.stream().flatMap(peer -> points(peer, rooms).values().stream()))
                        .flatMap(spread -> Stream.of(spread.min(), spread.max()))
                        .toList(),
                BOTTOM,
                TOP);
        String scales = y.isLogarithmic() ? "all scales" : "members and rooms";
        String said = "server's CPU per delivery (µs); " + scales + " logarithmic; median, line from least to most";
        svg.text(16, 45, "start", "soft", said);
        double x = 21;
        for (int i = 0; i < peers.size(); i++) {
            svg.dot(x, 62, colour(i), true);
            svg.text(
                    x + 10,
                    66,
                    "start",
                    peers.get(i).isOurs() ? "bold" : "",
                    peers.get(i).name());
            x += 34 + peers.get(i).name().length() * 7.0;
        }
        panel(svg, y, false, 56, 370, "members of one room");
        panel(svg, y, true, 424, 738, "rooms of 4 members");
        svg.text(16, HEIGHT - 12, "start", "soft", "Drawn by bench/run report from bench/results.");
        return svg.toString();
    }

    private String colour(int peer) {
        return peers.get(peer).name().equals("maru") ? "ours" : COLOURS.get(peer % COLOURS.size());
    }

    /** By the number of members, or of rooms. */
    private static TreeMap<Integer, Spread> points(PeerRuns peer, boolean byRooms) {
        TreeMap<Integer, Spread> points = new TreeMap<>();
        for (String key : peer.keys()) {
            Matcher step = STEP.matcher(key);
            if (step.matches()) {
                int rooms = Integer.parseInt(step.group(1));
                int members = Integer.parseInt(step.group(2));
                Optional<Spread> spread = peer.spread(key);
                if (spread.isPresent() && byRooms == members < MEMBERS_MIN) {
                    points.put(byRooms ? rooms : members, spread.get());
                }
            }
        }
        return points;
    }

    private void panel(Svg svg, Scale y, boolean byRooms, int left, int right, String under) {
        TreeMap<Integer, Spread> all = new TreeMap<>();
        peers.forEach(peer -> all.putAll(points(peer, byRooms)));
        if (all.size() < 2) {
            return;
        }
        Scale x = Scale.logarithmic(all.firstKey(), all.lastKey(), left + 14.0, right - 14.0);
        for (double tick : y.ticks()) {
            svg.line(left, y.at(tick), right, y.at(tick), "line", 1);
            svg.text(left - 6, y.at(tick) + 4, "end", "soft", Figures.plain(tick));
        }
        for (int step : all.keySet()) {
            svg.line(x.at(step), BOTTOM, x.at(step), BOTTOM + 4, "line", 1);
            svg.text(x.at(step), BOTTOM + 18, "middle", "soft", Figures.whole(step));
        }
        svg.text((left + right) / 2.0, BOTTOM + 38, "middle", "", under);
        for (int i = 0; i < peers.size(); i++) {
            lines(svg, x, y, points(peers.get(i), byRooms), colour(i));
        }
    }

    private static void lines(Svg svg, Scale x, Scale y, TreeMap<Integer, Spread> points, String colour) {
        points.forEach((step, spread) -> {
            Integer next = points.higherKey(step);
            if (next != null) {
                svg.line(
                        x.at(step),
                        y.at(spread.median()),
                        x.at(next),
                        y.at(points.get(next).median()),
                        colour,
                        2);
            }
            svg.line(x.at(step), y.at(spread.min()), x.at(step), y.at(spread.max()), colour, 1.2);
        });
        points.forEach((step, spread) -> svg.dot(x.at(step), y.at(spread.median()), colour, true));
    }
}
