package chat.maru.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A site on another origin than the hall, with one page, which a test writes. A static field with
 * {@code @RegisterExtension}, before the hall that is to allow its {@link #origin}.
 */
final class Elsewhere implements AfterAllCallback {
    private static final int NO_CONTENT = 204;

    private final HttpServer server;
    private volatile String html = "";

    Elsewhere() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** Such as {@code http://127.0.0.1:4711}. */
    String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From here on this is the page; gives its address. */
    String show(String newHtml) {
        html = newHtml;
        return origin() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
        if (exchange.getRequestURI().getPath().equals("/")) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } else {
            exchange.sendResponseHeaders(NO_CONTENT, -1);
        }
        exchange.close();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.stop(0);
    }
}
