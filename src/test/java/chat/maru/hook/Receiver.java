package chat.maru.hook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Receives webhooks, and fails as it is told: one answer for each call, in turn; then all is well. Thread-safe. */
final class Receiver implements AutoCloseable {
    /** The answer that never comes. */
    static final int SILENCE = 0;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Integer> answers = new ArrayList<>();
    private final List<Long> positions = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> refusedIds = new ArrayList<>();
    private int calls;
    private int repeated;
    private String secret;

    Receiver(int port, String secret) throws IOException {
        this.secret = secret;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 50);
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    synchronized void answer(int... statuses) {
        for (int status : statuses) {
            answers.add(status);
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = judge(exchange, body);
        if (status == SILENCE) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else {
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, -1);
        }
        exchange.close();
    }

    private synchronized int judge(HttpExchange exchange, String body) {
        calls++;
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        long seconds = Long.parseLong(exchange.getRequestHeaders().getFirst("webhook-timestamp"));
        String signature = exchange.getRequestHeaders().getFirst("webhook-signature");
        if (!signature.equals(Signature.of(secret, id, seconds, body))) {
            faults.add("signature of " + id);
        }
        if (!exchange.getRequestURI().getPath().equals("/hook")) {
            faults.add("followed to " + exchange.getRequestURI());
        }
        repeated += refusedIds.contains(id) ? 1 : 0;
        int status = answers.isEmpty() ? 204 : answers.remove(0);
        if (status >= 200 && status < 300) {
            JsonObject json = Json.createReader(new StringReader(body)).readObject();
            json.getJsonArray("entries")
                    .forEach(entry -> positions.add(
                            entry.asJsonObject().getJsonNumber("n").longValue()));
        } else {
            refusedIds.add(id);
        }
        return status;
    }

    synchronized List<Long> positions() {
        return List.copyOf(positions);
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    synchronized int calls() {
        return calls;
    }

    /** Calls that came under the id of one that was refused. */
    synchronized int repeated() {
        return repeated;
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
