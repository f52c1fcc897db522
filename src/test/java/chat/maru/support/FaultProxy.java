package chat.maru.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bad network: passes bytes both ways between clients and a server on 127.0.0.1, cuts when told or behind a given
 * byte, and holds back what goes one way or both. One thread and two small buffers for each connection. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration FOREVER = Duration.ofDays(1);

    /** How both sides see the end. */
    public enum End {
        /** As if the other side had closed. */
        FIN,
        /** As if the other side had died: what is on its way may be lost. */
        RESET
    }

    /**
     * When a connection is to end.
     *
     * @param toServer which direction's bytes count
     * @param afterBytes how many of them still pass
     */
    public record Fault(boolean toServer, long afterBytes, End end) {}

    /** Which way bytes go. */
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private static final Fault NONE = new Fault(true, Long.MAX_VALUE, End.FIN);

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final Thread thread = new Thread(this::run, "fault-proxy");
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final AtomicInteger[] cuts = {new AtomicInteger(), new AtomicInteger()};
    private final AtomicLong[] passed = {new AtomicLong(), new AtomicLong()};
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<ProxyLink> links = new HashSet<>();

    /** What does not pass, and until when. Both of the proxy's thread. */
    private Set<Direction> held = Set.of();

    private long healNanos;

    private volatile InetSocketAddress server;
    private volatile CompletableFuture<Void> healed = CompletableFuture.completedFuture(null);
    private volatile boolean closed;

    private FaultProxy(URI server) throws IOException {
        target(server);
        listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
        thread.start();
    }

    /** In front of the server at that host and port. */
    public static FaultProxy start(URI server) throws IOException {
        return new FaultProxy(server);
    }

    /** Where connections lead from now on: the server has moved. */
    public void target(URI uri) {
        server = new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    /** Where it listens on 127.0.0.1. */
    public int port() throws IOException {
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    /** The proxy's own address, with the path of {@code uri}. */
    public URI through(URI uri) throws IOException {
        return URI.create("ws://127.0.0.1:" + port() + uri.getRawPath());
    }

    /** The fault of a connection yet to come: each takes one, in the order of their coming, or none. */
    public void next(Fault fault) {
        faults.add(fault);
    }

    /** Cuts everybody who is connected. Returns at once. */
    public void cutAll(End end) {
        order(() -> {
            for (ProxyLink link : links) {
                link.cut(end);
                cuts[end.ordinal()].incrementAndGet();
            }
            links.clear();
        });
    }

    private void order(Runnable command) {
        commands.add(command);
        selector.wakeup();
    }

    /** How many connections were cut, and not ended by one of their sides. */
    public int cuts(End end) {
        return cuts[end.ordinal()].get();
    }

    /**
     * Lets nothing pass these ways, and neither side know of it: no connection ends, and one that is made meanwhile is
     * as silent. What is sent arrives when healed, as far as it fits the buffers. Another call takes the place of this.
     */
    public void hold(Direction... ways) {
        holdFor(FOREVER, ways);
    }

    /** The same for that long, counted from now. It holds when this returns. */
    public void holdFor(Duration time, Direction... ways) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        order(() -> {
            healNanos = System.nanoTime() + time.toNanos();
            hold(Set.of(ways));
            done.complete(null);
        });
        done.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void hold(Set<Direction> ways) {
        held = ways;
        if (ways.isEmpty()) {
            healed.complete(null);
        } else {
            healed = new CompletableFuture<>();
        }
        List.copyOf(links).forEach(this::pump);
    }

    /** Lets everything pass again. */
    public void heal() {
        hold();
    }

    /** Waits until nothing is held any more. */
    public void awaitHealed() {
        healed.join();
    }

    /** How many connections there have been. */
    public int connections() {
        return connections.get();
    }

    /** How many bytes have gone that way, over all connections. */
    public long passed(Direction way) {
        return passed[way.ordinal()].get();
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(untilHealed());
                obey();
                List<SelectionKey> ready = new ArrayList<>(selector.selectedKeys());
                selector.selectedKeys().clear();
                for (SelectionKey key : ready) {
                    serve(key);
                }
            }
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                throw new IllegalStateException("the proxy failed", e);
            }
        }
    }

    /** Milliseconds, and not one too few; 0 where nothing is held. */
    private long untilHealed() {
        return held.isEmpty() ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(healNanos - System.nanoTime()) + 1);
    }

    private void obey() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
        if (!held.isEmpty() && healNanos - System.nanoTime() <= 0) {
            hold(Set.of());
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (!key.isValid()) {
            return;
        }
        if (key.isAcceptable()) {
            accept();
            return;
        }
        pump((ProxyLink) key.attachment());
    }

    private void pump(ProxyLink link) {
        switch (link.pump(held, passed)) {
            case OPEN -> {}
            case ENDED -> links.remove(link);
            case FAULTY -> {
                links.remove(link);
                cuts[link.fault().end().ordinal()].incrementAndGet();
            }
        }
    }

    /** A server that is not there ends its client at once, and costs no fault. */
    private void accept() throws IOException {
        SocketChannel client = listener.accept();
        if (client == null) {
            return;
        }
        try {
            SocketChannel to = SocketChannel.open(server);
            Fault fault = faults.poll();
            ProxyLink link = new ProxyLink(selector, client, to, fault == null ? NONE : fault);
            links.add(link);
            connections.incrementAndGet();
            pump(link);
        } catch (IOException e) {
            client.close();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join(DEADLINE.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        listener.close();
        links.forEach(link -> link.cut(End.RESET));
        selector.close();
    }
}
