package chat.maru.standalone;

import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.tomcat.util.net.NioEndpoint;

/**
 * Lets connections in at a pace. When thousands come back at once, as after a restart of a proxy, their handshakes
 * would take every core and every thread, and whoever is connected would wait for all of them. Here they wait in the
 * system's own queue of connections, and some time is left in between. Owned by the connector; its one thread that
 * accepts is the only one in here.
 */
final class PacedEndpoint extends NioEndpoint {
    /**
     * A handshake, a hello and a hundred messages took 0.7 ms of a core when this was measured: {@code bench/run
     * resume}.
     */
    private static final int PER_SECOND_AND_CORE = 600;

    /**
     * So many come in without a wait: a page with its files, or a few members. More would be felt by all the others.
     */
    private static final int BURST = 16;

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1)
            / PER_SECOND_AND_CORE
            / Runtime.getRuntime().availableProcessors();

    /** When the next one would come in if none had ever come early, in {@link System#nanoTime}. */
    private long dueNanos = System.nanoTime() - BURST * INTERVAL_NANOS;

    @Override
    protected SocketChannel serverSocketAccept() throws Exception {
        SocketChannel accepted = super.serverSocketAccept();
        long now = System.nanoTime();
        long earliest = now - BURST * INTERVAL_NANOS;
        dueNanos = (dueNanos - earliest > 0 ? dueNanos : earliest) + INTERVAL_NANOS;
        // Woken early, it lets one in early, which does no harm.
        if (dueNanos - now > 0) {
            LockSupport.parkNanos(dueNanos - now);
        }
        return accepted;
    }
}
