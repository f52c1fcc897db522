package chat.maru.http;

import chat.maru.access.Origins;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Stands in front of every request: who may not pass is refused here, the rest gets security headers. Thread-safe.
 *
 * <p>Registered in code with {@code isMatchAfter=false}, which is what puts it before the container's own WebSocket
 * filter: declared with {@code @WebFilter}, Jetty would upgrade past it.
 */
public final class FrontFilter implements Filter {
    private static final System.Logger LOG = System.getLogger(FrontFilter.class.getName());

    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "media-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html maru-worker");

    /**
     * What a page of another origin loads to show a room. Segments that begin with a dot are left out: a container
     * would make another path of them.
     */
    private static final Pattern SHARED = Pattern.compile("/(js|css|words|emoji)(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)+");

    private final Origins origins;
    private final Gate gate;

    /** @param guests whether guests are welcome from elsewhere than this machine */
    public FrontFilter(Origins origins, boolean guests) {
        this.origins = origins;
        this.gate = new Gate(origins, guests);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        secure(http, answer);
        Optional<Gate.Refused> refused = gate.judge(http);
        if (refused.isPresent()) {
            refuse(http, answer, refused.get());
            return;
        }
        chain.doFilter(Paths.isUpgrade(http) ? new SlashlessRequest(http) : http, answer);
    }

    private void secure(HttpServletRequest request, HttpServletResponse answer) {
        String path = Paths.within(request);
        boolean shared = SHARED.matcher(path).matches();
        answer.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        answer.setHeader("X-Content-Type-Options", "nosniff");
        answer.setHeader("Referrer-Policy", "same-origin");
        answer.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        answer.setHeader("Cross-Origin-Resource-Policy", shared ? "cross-origin" : "same-origin");
        // Modules are fetched one by one and not versioned: an old one beside a new one would break the page.
        answer.setHeader("Cache-Control", path.startsWith("/api/") ? "no-store" : "no-cache");
        if (shared) {
            share(request, answer);
        }
    }

    private void share(HttpServletRequest request, HttpServletResponse answer) {
        answer.setHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        if (origin != null && request.getMethod().equals("GET") && origins.isListed(origin)) {
            answer.setHeader("Access-Control-Allow-Origin", origin);
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse answer, Gate.Refused refused)
            throws IOException {
        if (refused != Gate.Refused.NOT_FOUND) {
            LOG.log(Level.INFO, "refused a request from {0}: {1}", request.getRemoteAddr(), refused);
        }
        if (Paths.within(request).startsWith("/api/")) {
            Answer.send(answer, refused.problem());
            return;
        }
        answer.setStatus(refused.status());
        answer.setContentType("text/plain;charset=UTF-8");
        answer.getWriter().println(refused.text());
    }
}
