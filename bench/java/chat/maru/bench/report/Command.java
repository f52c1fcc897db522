package chat.maru.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The command that measures again what a result says. Stateless. */
final class Command {
    private static final Map<String, String> OPTIONS = Map.of(
            "rooms", "rooms",
            "membersPerRoom", "members",
            "members", "members",
            "inFlight", "in-flight",
            "messagesPerSecond", "rate",
            "warmUpSeconds", "warm-up",
            "seconds", "seconds");

    private Command() {}

    static String of(Result result) {
        List<String> words = new ArrayList<>(List.of("bench/run", result.work(), "--rounds", "" + result.rounds()));
        result.parameters().forEach((name, value) -> {
            if (OPTIONS.containsKey(name)) {
                words.addAll(List.of("--" + OPTIONS.get(name), value));
            }
        });
        String peers = result.peers().stream().map(PeerRuns::name).distinct().collect(Collectors.joining(","));
        if (!peers.isEmpty()) {
            words.addAll(List.of("--peers", peers));
        }
        String flags = result.peer("maru").stream()
                .flatMap(peer -> peer.settings().stream())
                .filter(setting -> setting.startsWith("-XX:"))
                .collect(Collectors.joining(" "));
        return String.join(" ", words) + (flags.isEmpty() ? "" : " --server-flags \"" + flags + "\"") + kept(result);
    }

    /** A work that was measured in a second way would write over the first. */
    private static String kept(Result result) {
        return result.name().equals(result.work()) ? "" : " --as " + result.name();
    }
}
