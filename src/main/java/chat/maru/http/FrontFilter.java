package chat.maru.http;

import chat.maru.access.Arrival;
import chat.maru.access.Arrivals;
import chat.maru.access.Entrance;
import chat.maru.access.Limiter;
import chat.maru.access.Origins;
import chat.maru.access.RefusalLog;
import chat.maru.protocol.Problem;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Stands in front of every request: who may not pass is refused here, the rest gets security headers. Thread-safe.
 *
 * <p>Registered in code with {@code isMatchAfter=false}, which is what puts it before the container's own WebSocket
 * filter: declared with {@code @WebFilter}, Jetty would upgrade past it.
 */
public final class FrontFilter implements Filter {
    /** RFC 6585. */
    private static final int TOO_MANY_REQUESTS = 429;

    /** A server beside this one takes them at once; one that is only restarted is back by then. */
    private static final long STOPPED_SECONDS = 5;

    /** To whoever sends one where nothing reads any: said here, since a container would lend it a thread meanwhile. */
    private static final Problem NO_BODY =
            new Problem(405, "Method Not Allowed", "badMethod", "Nothing here takes a body.");

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

    private final Arrivals arrivals;
    private final Origins origins;
    private final Limiter limiter;
    private final RefusalLog refusals;
    private final Gate gate;
    private final BooleanSupplier stopping;

    /**
     * @param guests whether guests are welcome from elsewhere than this machine
     * @param identities whether anybody can be more than a guest: then the page is for all, and who stays a guest is
     *     sent away by the room
     * @param stopping whether members are to go elsewhere
     */
    public FrontFilter(Entrance entrance, boolean guests, boolean identities, BooleanSupplier stopping) {
        this.arrivals = entrance.arrivals();
        this.origins = entrance.policy().origins();
        this.limiter = entrance.limiter();
        this.refusals = entrance.refusals();
        this.gate = new Gate(guests, identities);
        this.stopping = stopping;
        arrivals.filtered();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        secure(http, answer);
        Arrival arrival = arrivals.read(new ServletCall(http));
        Optional<Gate.Refused> refused = gate.judge(http, arrival);
        if (refused.isPresent()) {
            refuse(http, answer, arrival, refused.get());
            return;
        }
        if (BodyReader.hasBody(http) && !Paths.within(http).startsWith("/api/")) {
            Exchange.refuse(http, Reply.of(NO_BODY).with("Allow", "GET, HEAD"));
            return;
        }
        if (Paths.isUpgrade(http) && turnAway(answer, arrival)) {
            return;
        }
        arrivals.enter(arrival);
        try {
            chain.doFilter(Paths.isUpgrade(http) ? new SlashlessRequest(http) : http, answer);
        } finally {
            arrivals.leave();
        }
    }

    /** A handshake that is well made, and comes at a bad time. */
    private boolean turnAway(HttpServletResponse answer, Arrival arrival) {
        if (stopping.getAsBoolean()) {
            turnAway(answer, HttpServletResponse.SC_SERVICE_UNAVAILABLE, STOPPED_SECONDS);
            return true;
        }
        long wait = limiter.retryAfterMs(Limiter.Kind.HANDSHAKE, null, "", arrival.bucketKey(), System.nanoTime());
        if (wait > 0) {
            refusals.refused("refused a handshake, too many of its address", "", arrival);
            turnAway(answer, TOO_MANY_REQUESTS, 1 + wait / 1_000);
        }
        return wait > 0;
    }

    private static void turnAway(HttpServletResponse answer, int status, long retrySeconds) {
        answer.setHeader("Retry-After", Long.toString(retrySeconds));
        // Not an error, for which the container would make a page. And who comes again has to connect again.
        answer.setHeader("Connection", "close");
        answer.setStatus(status);
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

    private void refuse(HttpServletRequest request, HttpServletResponse answer, Arrival arrival, Gate.Refused refused)
            throws IOException {
        // Where a foreign origin was found it has been logged, and names that nothing is at are many.
        if (refused != Gate.Refused.NOT_FOUND && refused != Gate.Refused.FOREIGN_ORIGIN) {
            refusals.refused("refused a request, " + refused, "", arrival);
        }
        if (BodyReader.hasBody(request)) {
            Exchange.refuse(request, Reply.of(refused.problem()));
            return;
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
