package chat.maru.hook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Receives webhooks, and fails as it is told: one answer for each call, in turn; then all is well. Thread-safe. */
final class Receiver implements AutoCloseable {
    /** The answer that never comes. */
    static final int SILENCE = 0;

    /** The good answer that comes after {@link #release}. */
    static final int HELD = 1;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<Integer> answers = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private String secret = "";

    /**
     * What came once.
     *
     * @param gap the reason and the first position held, or empty
     * @param status that it was answered
     */
    record Call(String id, String epoch, String gap, List<Long> positions, int status) {
        boolean accepted() {
            return status == HELD || (status >= 200 && status < 300);
        }
    }

    Receiver() throws IOException {
        this("127.0.0.1", 0, null);
    }

    /** @param tls for https, or {@code null} */
    Receiver(String address, int port, @Nullable SSLContext tls) throws IOException {
        InetSocketAddress local = new InetSocketAddress(InetAddress.getByName(address), port);
        server = tls == null ? HttpServer.create(local, 50) : secured(local, tls);
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    private static HttpServer secured(InetSocketAddress local, SSLContext tls) throws IOException {
        HttpsServer secured = HttpsServer.create(local, 50);
        secured.setHttpsConfigurator(new HttpsConfigurator(tls));
        return secured;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** By what signatures are judged from now on. */
    synchronized void expect(String newSecret) {
        secret = newSecret;
    }

    synchronized void answer(int... statuses) {
        for (int status : statuses) {
            answers.add(status);
        }
    }

    void release() {
        release.countDown();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = judge(exchange, body);
        try {
            if (status == SILENCE) {
                end.await();
            } else {
                if (status == HELD) {
                    release.await();
                }
                if (status == 302) {
                    exchange.getResponseHeaders().add("Location", "/elsewhere");
                }
                exchange.sendResponseHeaders(status == HELD ? 204 : status, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private synchronized int judge(HttpExchange exchange, String body) {
        String id = exchange.getRequestHeaders().getFirst("webhook-id");
        long seconds = Long.parseLong(exchange.getRequestHeaders().getFirst("webhook-timestamp"));
        String signature = exchange.getRequestHeaders().getFirst("webhook-signature");
        if (secret.isEmpty() || !signature.equals(Signature.of(secret, id, seconds, body))) {
            faults.add("signature of " + id);
        }
        if (!exchange.getRequestURI().getPath().equals("/hook")) {
            faults.add("followed to " + exchange.getRequestURI());
        }
        int status = answers.isEmpty() ? 204 : answers.remove(0);
        JsonObject json = Json.createReader(new StringReader(body)).readObject();
        JsonObject gap = json.getJsonObject("gap");
        calls.add(new Call(
                id,
                json.getString("epoch"),
                gap == null ? "" : gap.getString("reason") + " " + gap.getInt("first"),
                json.getJsonArray("entries").stream()
                        .map(entry -> entry.asJsonObject().getJsonNumber("n").longValue())
                        .toList(),
                status));
        return status;
    }

    /** What came, answered well or not. */
    synchronized List<Call> calls() {
        return List.copyOf(calls);
    }

    /**
     * What was answered well, without what came again under an id that was seen: on a busy machine answers are late.
     */
    List<Call> accepted() {
        Set<String> seen = new HashSet<>();
        return calls().stream()
                .filter(Call::accepted)
                .filter(call -> seen.add(call.id()))
                .toList();
    }

    /** The positions of what was answered well, as they came. */
    List<Long> positions() {
        return accepted().stream().flatMap(call -> call.positions().stream()).toList();
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public void close() {
        end.countDown();
        release.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
