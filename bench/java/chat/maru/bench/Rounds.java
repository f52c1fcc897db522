package chat.maru.bench;

import chat.maru.bench.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs of one work, in which the peers take turns: A B C, A B C. Owned by one thread. */
final class Rounds {
    private static final Path WORK = Path.of("target", "bench", "run");
    private static final Path RESULTS = Path.of("bench", "results");

    private final Work work;
    private final List<Peer> peers;
    private final Options options;
    private final Map<String, Measured> measured = new LinkedHashMap<>();

    Rounds(Work work, List<Peer> peers, Options options) {
        this.work = work;
        this.peers = peers;
        this.options = options;
    }

    void run() throws IOException, InterruptedException {
        System.out.println(work.title() + ", " + work.parameters(options));
        for (Peer peer : peers) {
            prepare(peer);
        }
        for (int round = 1; round <= options.rounds(); round++) {
            for (Peer peer : peers) {
                Measured of = of(peer);
                if (of.isIn()) {
                    run(peer, of, round);
                }
            }
        }
        System.out.println();
        Table.print(measured.values());
        Path results = options.out().isEmpty() ? RESULTS : Path.of(options.out());
        System.out.println(new ResultFile(work, options, measured.values()).write(results));
    }

    private Measured of(Peer peer) {
        return measured.computeIfAbsent(peer.name(), none -> new Measured(peer));
    }

    private void prepare(Peer peer) throws InterruptedException {
        Measured of = of(peer);
        try {
            peer.prepare();
            System.out.println(peer.name() + ": " + peer.title() + ", " + String.join(" ", peer.settings()));
        } catch (IOException | RuntimeException e) {
            of.leaveOut(String.valueOf(e.getMessage()));
            System.out.println(peer.name() + " is left out: " + e.getMessage());
        }
    }

    private void run(Peer peer, Measured of, int round) throws InterruptedException {
        System.out.printf("round %d, %s: ", round, peer.name());
        System.out.flush();
        Path directory = WORK.resolve(peer.name()).toAbsolutePath();
        try (ServerProcess server = ServerProcess.start(peer, directory)) {
            try {
                of.add(round, work.run(server, peer, options));
                System.out.println(Table.line(of.last()));
            } catch (IOException | RuntimeException e) {
                System.out.println("failed: " + e.getMessage() + "\n" + server.lastLines());
                of.failed(round, String.valueOf(e.getMessage()));
            }
        } catch (IOException e) {
            System.out.println("failed: " + e.getMessage());
            of.failed(round, String.valueOf(e.getMessage()));
        }
    }
}
