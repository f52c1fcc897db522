package chat.maru.bench.peer;

import chat.maru.bench.Peer;
import java.util.List;

/** All servers that can be measured. Stateless. */
public final class Peers {
    private Peers() {}

    /** @param maruFlags of the Java virtual machines that run Maru */
    public static List<Peer> all(List<String> maruFlags) {
        return List.of(
                new MaruPeer("maru", "SQLite, maru.v1", new MaruDialect(), maruFlags, List.of()),
                new MaruPeer(
                        "maru-memory",
                        "without a disk, maru.v1",
                        new MaruDialect(),
                        maruFlags,
                        List.of("maru.log=memory:")),
                new MaruPeer(
                        "maru-plain", "SQLite, plain wire", new MessageDialect("/chat/", true), maruFlags, List.of()),
                new LimitPeer(true),
                new LimitPeer(false));
    }
}
