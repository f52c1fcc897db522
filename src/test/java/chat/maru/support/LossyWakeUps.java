package chat.maru.support;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a node and Redis on 127.0.0.1 and keeps back a part of what Redis tells its listeners; everything else
 * passes. Which messages those are, a seed says. Two threads for each connection. Thread-safe.
 */
public final class LossyWakeUps implements AutoCloseable {
    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final int serverPort;
    private final Random random;
    private final double share;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger passed = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    private LossyWakeUps(int serverPort, double share, long seed) throws IOException {
        this.serverPort = serverPort;
        this.share = share;
        random = new Random(seed);
    }

    /**
     * Begins to listen.
     *
     * @param share how much of what is told is lost, 0 to 1
     */
    public static LossyWakeUps start(int serverPort, double share, long seed) throws IOException {
        LossyWakeUps proxy = new LossyWakeUps(serverPort, share, seed);
        daemon(proxy::accept);
        return proxy;
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "lossy-wake-ups");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where a node connects instead of to Redis. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How many were kept back. */
    public int lost() {
        return lost.get();
    }

    /** How many were not. */
    public int passed() {
        return passed.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                Socket server = new Socket(listener.getInetAddress(), serverPort);
                sockets.add(server);
                server.setTcpNoDelay(true);
                client.setTcpNoDelay(true);
                daemon(() -> upward(client, server));
                daemon(() -> downward(server, client));
            } catch (IOException e) {
                // Closed, or Redis is not there: the node sees its connection end.
            }
        }
    }

    private static void upward(Socket client, Socket server) {
        try (client;
                server) {
            client.getInputStream().transferTo(server.getOutputStream());
        } catch (IOException e) {
            // One side has hung up, and so the other learns it.
        }
    }

    private void downward(Socket server, Socket client) {
        try (client;
                server) {
            InputStream in = new BufferedInputStream(server.getInputStream());
            OutputStream out = new BufferedOutputStream(client.getOutputStream());
            while (true) {
                ByteArrayOutputStream reply = new ByteArrayOutputStream();
                copyReply(in, reply);
                if (!isWakeUp(reply) || isToPass()) {
                    reply.writeTo(out);
                }
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            // One side has hung up, and so the other learns it.
        }
    }

    private static boolean isWakeUp(ByteArrayOutputStream reply) {
        return reply.toString(StandardCharsets.ISO_8859_1).matches("(?s)\\*3\r\n\\$[78]\r\ns?message\r\n.*");
    }

    private synchronized boolean isToPass() {
        boolean passes = random.nextDouble() >= share;
        (passes ? passed : lost).incrementAndGet();
        return passes;
    }

    private static void copyReply(InputStream in, ByteArrayOutputStream out) throws IOException {
        String line = copyLine(in, out);
        int number = "*$".indexOf(line.charAt(0)) < 0 ? 0 : Integer.parseInt(line.substring(1));
        if (line.charAt(0) == '*') {
            for (int i = 0; i < number; i++) {
                copyReply(in, out);
            }
        } else if (line.charAt(0) == '$' && number >= 0) {
            out.writeBytes(in.readNBytes(number));
            copyLine(in, out);
        }
    }

    private static String copyLine(InputStream in, ByteArrayOutputStream out) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() == 0 || line.charAt(line.length() - 1) != '\n') {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            out.write(next);
            line.append((char) next);
        }
        return line.substring(0, line.length() - 2);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
