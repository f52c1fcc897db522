package chat.maru.bench.work;

import chat.maru.bench.Options;
import chat.maru.bench.Peer;
import chat.maru.bench.ServerProcess;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One kind of measurement. Stateless; every run has a server of its own, which has just come up. */
public interface Work {
    /** The word on the command line and in the file's name, such as {@code fanout}. */
    String name();

    /** What it is, for a reader. */
    String title();

    /** Names of peers that are measured unless others are asked for. */
    List<String> peers();

    /** What is the same for all peers. */
    Map<String, Object> parameters(Options options);

    /**
     * Measures once.
     *
     * @return numbers by name; {@code missing}, {@code doubled} and {@code reordered} are among them
     * @throws IllegalStateException when the server does not do what it should
     */
    Map<String, Object> run(ServerProcess server, Peer peer, Options options) throws IOException;
}
