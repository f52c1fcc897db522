package chat.maru.bench.peer;

import chat.maru.bench.Peer;
import java.util.List;
import java.util.stream.Stream;

/** Maru in an embedded Jetty. Stateless. */
public final class MaruJetty extends MaruElsewhere {
    private final List<String> settings;

    /** @param maru the same on its own server */
    public MaruJetty(Peer maru) {
        super("maru-jetty", "chat.maru.bench.jetty.MaruOnJetty", maru);
        this.settings = Stream.concat(
                        maru.settings().stream(),
                        Stream.of(
                                "threads=8 to 200",
                                "selectors=2",
                                "acceptQueueSize=1024",
                                "inputBufferSize=2048",
                                "maxSessionIdleTimeout=0",
                                "request log=none"))
                .toList();
    }

    @Override
    public String title() {
        return "Maru in embedded Jetty " + Workshop.find("bench/peers/maru-jetty/pom.xml", "<jetty.version>([^<]+)<");
    }

    @Override
    public List<String> settings() {
        return settings;
    }
}
