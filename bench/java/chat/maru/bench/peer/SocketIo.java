package chat.maru.bench.peer;

import chat.maru.bench.Dialect;
import chat.maru.bench.Launch;
import chat.maru.bench.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Socket.IO 4 on Node, with rooms, set up as its documentation says about performance and memory
 * (socket.io/docs/v4/performance-tuning and /memory-usage). Stateless.
 */
public final class SocketIo implements Peer {
    private static final String PACKAGE = "bench/peers/socketio/package.json";

    private final Workshop workshop = new Workshop("socketio");

    @Override
    public String name() {
        return "socketio";
    }

    @Override
    public String title() {
        return "Socket.IO " + Workshop.find(PACKAGE, "\"socket.io\": \"([^\"]+)\"") + " on Node "
                + Tool.NODE.says("--version");
    }

    @Override
    public List<String> settings() {
        return List.of(
                "bufferutil=" + Workshop.find(PACKAGE, "\"bufferutil\": \"([^\"]+)\""),
                "transports=websocket",
                "perMessageDeflate=false (default)",
                "rawSocket.request=null",
                "NODE_ENV=production",
                "processes=1");
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Tool.NODE.path();
        workshop.build(install());
    }

    @Override
    public Launch launch(int port, Path work) throws IOException {
        return serve(workshop, port, work);
    }

    @Override
    public Dialect dialect() {
        return new SocketIoDialect();
    }

    /** What fetches the packages of a Node peer. No lock file: it would name a registry. */
    static List<String> install() throws IOException {
        return List.of(
                Tool.NPM.path().toString(),
                "install",
                "--omit=dev",
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                "--loglevel=error");
    }

    /** How a Node peer is started. */
    static Launch serve(Workshop workshop, int port, Path work) throws IOException {
        return new Launch(
                List.of(
                        Tool.NODE.path().toString(),
                        workshop.directory().resolve("server.js").toString(),
                        Integer.toString(port)),
                Map.of("NODE_ENV", "production"),
                work);
    }
}
