package chat.maru.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code GET /health/live}: the process answers. {@code GET /health/ready}: and it can store messages; 503 with the
 * reason when it cannot, or when it is stopping; with a warning when its disk is nearly full. Thread-safe.
 */
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Supplier<Optional<String>> trouble;
    private final transient Supplier<Optional<String>> warning;
    private final String durability;

    /**
     * @param trouble why messages cannot be stored just now, in words without secrets; empty when all is well
     * @param warning what will be trouble soon, in the same way
     * @param durability what an acknowledged message survives: {@code disk}, {@code os} or {@code memory}
     */
    public HealthServlet(Supplier<Optional<String>> trouble, Supplier<Optional<String>> warning, String durability) {
        this.trouble = trouble;
        this.warning = warning;
        this.durability = durability;
    }

    /**
     * What {@link HttpServlet} says itself to an odd method differs from method to method, and from version to version.
     */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            answer(request, response);
            return;
        }
        response.setHeader("Allow", "GET, HEAD");
        response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        response.setContentType("application/json;charset=UTF-8");
        response.getWriter().println("{\"error\":\"ask with GET\"}");
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String check = String.valueOf(request.getPathInfo());
        boolean ready = check.equals("/ready");
        Optional<String> why = ready ? trouble.get() : Optional.empty();
        Optional<String> soon = ready ? warning.get() : Optional.empty();
        boolean known = ready || check.equals("/live");
        response.setStatus(known ? why.isPresent() ? 503 : 200 : 404);
        response.setContentType("application/json;charset=UTF-8");
        response.getWriter().println(known ? json(why, soon) : "{\"error\":\"ask /health/live or /health/ready\"}");
    }

    private String json(Optional<String> why, Optional<String> soon) {
        String status = why.isPresent() ? "DOWN" : "UP";
        return "{\"status\":\"" + status + "\",\"durability\":\"" + durability + "\"" + member("reason", why)
                + member("warning", soon) + "}";
    }

    private static String member(String name, Optional<String> value) {
        return value.map(text -> ",\"" + name + "\":\"" + text.replaceAll("[\"\\\\\\p{Cntrl}]", "'") + "\"")
                .orElse("");
    }
}
