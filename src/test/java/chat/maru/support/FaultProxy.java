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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bad network: passes bytes both ways between clients and a server on 127.0.0.1, and cuts when told or behind a given
 * byte. One thread and two small buffers for each connection. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

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

    private static final Fault NONE = new Fault(true, Long.MAX_VALUE, End.FIN);

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final Thread thread = new Thread(this::run, "fault-proxy");
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final Queue<End> commands = new ConcurrentLinkedQueue<>();
    private final AtomicInteger[] cuts = {new AtomicInteger(), new AtomicInteger()};
    private final Set<ProxyLink> links = new HashSet<>();
    private volatile InetSocketAddress server;
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

    /** The proxy's own address, with the path of {@code uri}. */
    public URI through(URI uri) throws IOException {
        int port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
        return URI.create("ws://127.0.0.1:" + port + uri.getRawPath());
    }

    /** The fault of a connection yet to come: each takes one, in the order of their coming, or none. */
    public void next(Fault fault) {
        faults.add(fault);
    }

    /** Cuts everybody who is connected. Returns at once. */
    public void cutAll(End end) {
        commands.add(end);
        selector.wakeup();
    }

    /** How many connections were cut, and not ended by one of their sides. */
    public int cuts(End end) {
        return cuts[end.ordinal()].get();
    }

    private void run() {
        try {
            while (!closed) {
                selector.select();
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

    private void obey() {
        for (End end = commands.poll(); end != null; end = commands.poll()) {
            for (ProxyLink link : links) {
                link.cut(end);
                cuts[end.ordinal()].incrementAndGet();
            }
            links.clear();
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
        ProxyLink link = (ProxyLink) key.attachment();
        switch (link.pump()) {
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
            links.add(new ProxyLink(selector, client, to, fault == null ? NONE : fault));
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
