package chat.maru.bench.peer;

import chat.maru.bench.Dialect;
import chat.maru.bench.Launch;
import chat.maru.bench.Peer;
import chat.maru.bench.peer.limit.LimitServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The limit of the machine: a server of ours that only frames and writes. */
final class LimitPeer implements Peer {
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC");

    private final boolean joined;

    /** @param joined whether messages that came in during the last pass share a write, or each has one per member */
    LimitPeer(boolean joined) {
        this.joined = joined;
    }

    @Override
    public String name() {
        return joined ? "limit" : "limit-direct";
    }

    @Override
    public String title() {
        return joined
                ? "Java NIO, one thread, one write per pass of 2 ms and member"
                : "Java NIO, one thread, one write per message and member";
    }

    @Override
    public List<String> settings() {
        return FLAGS;
    }

    @Override
    public void prepare() {}

    @Override
    public Launch launch(int port, Path work) {
        String classes = Path.of(System.getProperty("bench.classes", "target/bench/classes"))
                .toAbsolutePath()
                .toString();
        return new Launch(
                List.of(
                        Tool.java(),
                        FLAGS.get(0),
                        "-cp",
                        classes,
                        LimitServer.class.getName(),
                        Integer.toString(port),
                        joined ? "joined" : "direct"),
                Map.of(),
                work);
    }

    @Override
    public Dialect dialect() {
        return new PathDialect("/chat/", "", List.of());
    }
}
