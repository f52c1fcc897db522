package chat.maru.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the command line says behind the name of the work: {@code --name value}. Immutable. */
public final class Options {
    private static final Set<String> NAMES = Set.of(
            "rounds",
            "peers",
            "seconds",
            "warm-up",
            "members",
            "rooms",
            "in-flight",
            "text",
            "rate",
            "drain",
            "out",
            "as",
            "server-flags");

    private static final int ROUNDS = 5;
    private static final String QUICK = "--quick";

    private final Map<String, String> given = new HashMap<>();
    private final boolean quick;

    /** @throws IllegalArgumentException naming what is not understood */
    Options(List<String> arguments) {
        quick = arguments.contains(QUICK);
        List<String> rest =
                arguments.stream().filter(each -> !each.equals(QUICK)).toList();
        for (int i = 0; i < rest.size(); i += 2) {
            String name = rest.get(i).startsWith("--") ? rest.get(i).substring(2) : "";
            if (!NAMES.contains(name) || i + 1 == rest.size()) {
                throw new IllegalArgumentException("Not understood: " + rest.get(i));
            }
            given.put(name, rest.get(i + 1));
        }
    }

    /** Names of peers, in the order in which they take turns; empty for all that the work is for. */
    public List<String> peers() {
        return words("peers", ",");
    }

    /** More flags of the Java virtual machines that run Maru. */
    public List<String> serverFlags() {
        return words("server-flags", " ");
    }

    private List<String> words(String name, String separator) {
        return Arrays.stream(given.getOrDefault(name, "").split(separator))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** How often each peer has its turn. */
    public int rounds() {
        return number("rounds", quick ? 1 : ROUNDS);
    }

    /** Another folder for results than that of the repository, or empty. */
    public String out() {
        return given.getOrDefault("out", "");
    }

    /** Under what name results are kept, so that a second way of measuring does not write over the first. */
    public String as(String otherwise) {
        return given.getOrDefault("as", otherwise);
    }

    /** Whether it is only to be seen that everything runs: {@code --quick}. */
    public boolean quick() {
        return quick;
    }

    public int number(String name, int otherwise) {
        return Integer.parseInt(given.getOrDefault(name, Integer.toString(otherwise)));
    }

    /** A duration in seconds, which {@code --quick} makes short. */
    public double seconds(String name, double otherwise) {
        return Double.parseDouble(
                given.getOrDefault(name, Double.toString(quick ? Math.min(2, otherwise) : otherwise)));
    }
}
