package chat.maru.bench.peer;

import chat.maru.bench.Dialect;
import chat.maru.bench.Launch;
import chat.maru.bench.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * nchan, the publish-subscribe module of nginx (nchan.io), with members that publish over the WebSocket by which they
 * listen. Stateless. A subscriber is enqueued before its handshake is answered; with a channel of another worker that
 * worker may hear of it a moment later, which the protocol does not tell.
 */
public final class Nchan implements Peer {
    private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");
    private static final String CONFIGURATION = "bench/peers/nchan/nginx.conf";

    private final Workshop workshop = new Workshop("nchan");

    @Override
    public String name() {
        return "nchan";
    }

    @Override
    public String title() {
        return "nchan " + Tool.debian("libnginx-mod-nchan") + " in nginx " + Tool.debian("nginx");
    }

    @Override
    public List<String> settings() {
        return List.of(
                "worker_processes=" + set("worker_processes"),
                "worker_connections=" + set("worker_connections"),
                "nchan_message_buffer_length=" + set("nchan_message_buffer_length"),
                "nchan_message_timeout=" + set("nchan_message_timeout"),
                "nchan_shared_memory_size=" + set("nchan_shared_memory_size"),
                "nchan_subscriber_first_message=" + set("nchan_subscriber_first_message"),
                "access_log=off");
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        Tool.NGINX.path();
        if (!Files.exists(MODULE)) {
            throw new IOException("nchan is missing: apt-get install --no-install-recommends libnginx-mod-nchan");
        }
        workshop.build(List.of());
    }

    @Override
    public Launch launch(int port, Path work) throws IOException {
        Path configuration = work.resolve("nginx.conf").toAbsolutePath();
        Files.writeString(
                configuration,
                Files.readString(workshop.directory().resolve("nginx.conf"))
                        .replace("@module@", MODULE.toString())
                        .replace("@port@", Integer.toString(port)));
        return new Launch(
                List.of(
                        Tool.NGINX.path().toString(),
                        "-p",
                        work.toAbsolutePath() + "/",
                        "-c",
                        configuration.toString(),
                        "-e",
                        "stderr"),
                Map.of(),
                work);
    }

    @Override
    public Dialect dialect() {
        return new PathDialect("/pubsub/", "", List.of());
    }

    private static String set(String directive) {
        return Workshop.find(CONFIGURATION, "(?m)^\\s*" + directive + "\\s+([^;]+);");
    }
}
