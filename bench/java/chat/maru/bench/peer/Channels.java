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
 * The chat of the tutorial of Django Channels (channels.readthedocs.io, tutorial parts 2 and 3: an asynchronous
 * consumer and a group per room) on Daphne. Stateless. The consumer joins the group before it accepts, so an open
 * connection is in its room.
 */
public final class Channels implements Peer {
    private static final String PACKAGES = "python3-django-channels python3-daphne";

    private final Workshop workshop = new Workshop("channels");

    @Override
    public String name() {
        return "channels";
    }

    /** With more, one process of Python answers later and no more. */
    @Override
    public int inFlightMax() {
        return 2;
    }

    @Override
    public String title() {
        return "Django Channels " + Tool.debian("python3-django-channels") + ", tutorial, on Daphne "
                + Tool.debian("python3-daphne");
    }

    @Override
    public List<String> settings() {
        return List.of(
                "django=" + Tool.debian("python3-django"),
                "python=" + Tool.debian("python3"),
                "DEBUG=False",
                "CHANNEL_LAYERS=InMemoryChannelLayer",
                "processes=1",
                "at most " + inFlightMax() + " messages of a room in flight",
                "daphne --verbosity 0 (no access log)");
    }

    @Override
    public void prepare() throws IOException, InterruptedException {
        if (!Files.isExecutable(Tool.PYTHON)
                || !Tool.debian("python3-daphne").matches("[0-9].*")
                || !Tool.debian("python3-django-channels").matches("[0-9].*")) {
            throw new IOException("Channels or Daphne is missing: apt-get install --no-install-recommends " + PACKAGES);
        }
        workshop.build(List.of());
    }

    @Override
    public Launch launch(int port, Path work) {
        return new Launch(
                List.of(
                        Tool.PYTHON.toString(),
                        "-m",
                        "daphne",
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--verbosity",
                        "0",
                        "chat.asgi:application"),
                Map.of("PYTHONPATH", workshop.directory().toString(), "DJANGO_SETTINGS_MODULE", "chat.settings"),
                work);
    }

    @Override
    public Dialect dialect() {
        // The tutorial's validator of origins turns away whoever names none.
        return new PathDialect("/ws/chat/", "/", List.of("Origin: http://localhost"));
    }
}
