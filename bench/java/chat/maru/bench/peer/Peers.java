package chat.maru.bench.peer;

import chat.maru.bench.Peer;
import java.util.List;
import java.util.stream.Stream;

/** All servers that can be measured. Stateless. */
public final class Peers {
    private Peers() {}

    /** @param maruFlags of the Java virtual machines that run Maru */
    public static List<Peer> all(List<String> maruFlags) {
        Peer maru = new MaruPeer("maru", "SQLite, maru.v1", new MaruDialect(), maruFlags, List.of());
        return List.of(
                maru,
                new MaruPeer(
                        "maru-memory",
                        "without a disk, maru.v1",
                        new MaruDialect(),
                        maruFlags,
                        List.of("maru.log=memory:")),
                new MaruPeer(
                        "maru-plain",
                        "SQLite, plain wire",
                        new PathDialect("/chat/", "?name=m%d", List.of()),
                        maruFlags,
                        List.of()),
                new MaruPeer(
                        "maru-g1",
                        "SQLite, maru.v1, collector G1",
                        new MaruDialect(),
                        Stream.concat(maruFlags.stream(), Stream.of("-XX:+UseG1GC"))
                                .toList(),
                        List.of()),
                new Cluster(1, maruFlags),
                new Cluster(2, maruFlags),
                new Cluster(3, maruFlags),
                new MaruJetty(maru),
                new MaruUndertow(maru),
                new LimitPeer(true),
                new LimitPeer(false),
                new Nchan(),
                new SocketIo(),
                new Ws(),
                new Channels(),
                new TomcatNaive(),
                new SpringStomp());
    }
}
