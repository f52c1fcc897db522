package chat.maru.bench;

import chat.maru.bench.load.SelfCheck;
import chat.maru.bench.peer.Peers;
import chat.maru.bench.report.Report;
import chat.maru.bench.work.Work;
import chat.maru.bench.work.Works;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code bench/run} starts: one work, with the peers taking turns, or the page about what they found. */
public final class Main {
    private static final int USAGE = 2;
    private static final String REPORT = "report";

    private Main() {}

    /** @param arguments the name of the work, and {@link Options} */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length > 0 && arguments[0].equals(REPORT)) {
            report(List.of(arguments));
            return;
        }
        Optional<Work> work = Works.all().stream()
                .filter(each -> arguments.length > 0 && each.name().equals(arguments[0]))
                .findFirst();
        if (work.isEmpty()) {
            usage();
            System.exit(USAGE);
        }
        Options options = new Options(List.of(arguments).subList(1, arguments.length));
        SelfCheck.run();
        new Rounds(work.get(), peers(work.get(), options), options).run();
    }

    private static void report(List<String> arguments) throws IOException {
        Path bench = Path.of(arguments.size() > 1 ? arguments.get(1) : "bench");
        Path docs = Path.of(arguments.size() > 2 ? arguments.get(2) : "docs");
        System.out.println(new Report(bench, docs).write());
    }

    private static List<Peer> peers(Work work, Options options) {
        List<String> names = options.peers().isEmpty() ? work.peers() : options.peers();
        List<Peer> all = Peers.all(options.serverFlags());
        List<Peer> chosen = new ArrayList<>();
        for (String name : names) {
            Optional<Peer> found =
                    all.stream().filter(peer -> peer.name().equals(name)).findFirst();
            if (found.isEmpty() && !options.peers().isEmpty()) {
                throw new IllegalArgumentException("There is no peer " + name + ", but "
                        + all.stream().map(Peer::name).toList());
            }
            found.ifPresent(chosen::add);
        }
        return chosen;
    }

    private static void usage() {
        System.out.println("bench/run WORK [--rounds 5] [--peers a,b,c] [--seconds 6] [--warm-up 4] [--members 1000]");
        System.out.println(
                "  [--rooms 1] [--in-flight 8] [--rate 2000] [--text 84] [--drain 5] [--out FOLDER] [--as NAME]");
        System.out.println("  [--quick] [--server-flags \"-XX:+UseParallelGC\"]  WORK is one of");
        Works.all().forEach(work -> System.out.println("  " + work.name() + ": " + work.title()));
        System.out.println("bench/run report [BENCH-FOLDER DOCS-FOLDER]  makes docs/benchmarks.md of bench/results");
    }
}
