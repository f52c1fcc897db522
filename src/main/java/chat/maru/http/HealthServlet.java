package chat.maru.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code GET /health/live}: the process answers. {@code GET /health/ready}: and it can store messages; 503 with the
 * reason when it cannot, or when it is stopping. Thread-safe.
 */
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Supplier<Optional<String>> trouble;
    private final String durability;

    /**
     * @param trouble why messages cannot be stored just now, in words without secrets; empty when all is well
     * @param durability what an acknowledged message survives: {@code disk}, {@code os} or {@code memory}
     */
    public HealthServlet(Supplier<Optional<String>> trouble, String durability) {
        this.trouble = trouble;
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
        Optional<String> why = check.equals("/ready") ? trouble.get() : Optional.empty();
        boolean known = check.equals("/ready") || check.equals("/live");
        response.setStatus(known ? why.isPresent() ? 503 : 200 : 404);
        response.setContentType("application/json;charset=UTF-8");
        response.getWriter().println(known ? json(why) : "{\"error\":\"ask /health/live or /health/ready\"}");
    }

    private String json(Optional<String> why) {
        String status = why.isPresent() ? "DOWN" : "UP";
        String reason = why.map(text -> ",\"reason\":\"" + text.replaceAll("[\"\\\\\\p{Cntrl}]", "'") + "\"")
                .orElse("");
        return "{\"status\":\"" + status + "\",\"durability\":\"" + durability + "\"" + reason + "}";
    }
}
