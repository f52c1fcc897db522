package chat.maru.bench.peer;

import chat.maru.bench.Dialect;
import chat.maru.bench.Launch;
import chat.maru.bench.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The bare WebSocket library {@code ws} on Node with the broadcast of its README (github.com/websockets/ws, "Server
 * broadcast") for each room. Stateless. A connection is in its room before its handshake's answer is written out.
 */
public final class Ws implements Peer {
    private static final String PACKAGE = "bench/peers/ws/package.json";

    private final Workshop workshop = new Workshop("ws");

    @Override
    public String name() {
        return "ws";
    }

    @Override
    public String title() {
        return "ws " + Workshop.find(PACKAGE, "\"ws\": \"([^\"]+)\"") + " on Node " + Tool.NODE.says("--version");
    }

    @Override
    public List<String> settings() {
        return List.of(
                "bufferutil=" + Workshop.find(PACKAGE, "\"bufferutil\": \"([^\"]+)\""),
                "perMessageDeflate=false (default)",
                "NODE_ENV=production",
                "processes=1");
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Tool.NODE.path();
        workshop.build(SocketIo.install());
    }

    @Override
    public Launch launch(int port, Path work) throws IOException {
        return SocketIo.serve(workshop, port, work);
    }

    @Override
    public Dialect dialect() {
        return new PathDialect("/", "", List.of());
    }
}
