package chat.maru.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A server to be measured, set up as its own documentation says for production. Stateless; every run starts it anew.
 */
public interface Peer {
    /** One word for tables, files and the command line, such as {@code socketio}. */
    String name();

    /** What it is, with its version, for a reader. */
    String title();

    /** Everything that was set and could matter, each as {@code name=value}; printed, and kept with the results. */
    List<String> settings();

    /** Fetches and builds what it needs, once for any number of starts; fails with the words of what failed. */
    void prepare() throws IOException, InterruptedException;

    /**
     * How to start it.
     *
     * @param port of loopback that it shall listen on
     * @param work an empty directory that it may write to
     */
    Launch launch(int port, Path work) throws IOException;

    /** What it answers with 200 when it is there for its clients; empty where it is as soon as its port accepts. */
    default String readyPath() {
        return "";
    }

    /** How it is talked to. */
    Dialect dialect();

    /** The sizes in bytes of the jars that are its server, where another could take its place; otherwise none. */
    default List<Long> serverJars() throws IOException {
        return List.of();
    }

    /** How many publications of a room may be in flight at most, for a server that would only fall behind with more. */
    default int inFlightMax() {
        return Integer.MAX_VALUE;
    }
}
