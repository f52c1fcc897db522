package chat.maru.bench.peer;

import chat.maru.bench.Peer;
import java.util.List;
import java.util.stream.Stream;

/** Maru in an embedded Undertow. Stateless. */
public final class MaruUndertow extends MaruElsewhere {
    private final List<String> settings;

    /** @param maru the same on its own server */
    public MaruUndertow(Peer maru) {
        super("maru-undertow", "chat.maru.bench.undertow.MaruOnUndertow", maru);
        this.settings = Stream.concat(
                        maru.settings().stream(),
                        Stream.of("ioThreads=2", "workers=8 to 200", "backlog=1024", "buffers=2048 bytes, direct"))
                .toList();
    }

    @Override
    public String title() {
        return "Maru in embedded Undertow "
                + Workshop.find("bench/peers/maru-undertow/pom.xml", "<undertow.version>([^<]+)<");
    }

    @Override
    public List<String> settings() {
        return settings;
    }
}
