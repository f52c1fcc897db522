package chat.maru.http;

import chat.maru.access.Origins;
import chat.maru.protocol.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges one request before anything else sees it. Immutable and thread-safe.
 *
 * @param guests whether guests are welcome from elsewhere than this machine ({@code maru.guests})
 */
record Gate(Origins origins, boolean guests) {
    private static final List<String> FORWARDING =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via");

    private static final Set<String> PROBES = Set.of("/health/live", "/health/ready");

    /** What is wrong with the request, or empty. */
    Optional<Refused> judge(HttpServletRequest request) {
        String host = request.getHeader("Host");
        String origin = request.getHeader("Origin");
        if (Paths.isUpgrade(request) ? !Paths.isRoom(request) : isPrivate(request)) {
            return Optional.of(Refused.NOT_FOUND);
        }
        // Probes come from another machine, and learn nothing but a status. To the letter: behind /health/../ is
        // everything else.
        if (guests || PROBES.contains(Paths.within(request))) {
            return foreign(origin, request, host);
        }
        if (isLoopback(request.getLocalAddr()) && isLoopback(request.getRemoteAddr()) && !isForwarded(request)) {
            return Origins.isLoopbackHost(host) ? foreign(origin, request, host) : Optional.of(Refused.FOREIGN_HOST);
        }
        return Optional.of(Refused.GUEST);
    }

    private Optional<Refused> foreign(@Nullable String origin, HttpServletRequest request, @Nullable String host) {
        boolean allowed = origins.allow(origin, request.getScheme(), host);
        return allowed ? Optional.empty() : Optional.of(Refused.FOREIGN_ORIGIN);
    }

    /**
     * The runnable WAR has its launcher's classes at its root, where a container would serve them as files, by whatever
     * spelling of their path it understands: Tomcat and others serve {@code /%63hat/maru/standalone/Main.clas%73} too,
     * and what a container makes of {@code /chat;x/maru/} no other code can foretell. The page needs no such spelling.
     */
    private static boolean isPrivate(HttpServletRequest request) {
        return Paths.isOdd(request)
                || Stream.of(Paths.within(request), Paths.mapped(request))
                        .anyMatch(path -> path.startsWith("/chat/maru/") || path.endsWith(".class"));
    }

    /** A proxy that is not configured hides who asks, so its requests come from elsewhere, whatever their address. */
    private static boolean isForwarded(HttpServletRequest request) {
        return FORWARDING.stream().anyMatch(name -> request.getHeader(name) != null);
    }

    private static boolean isLoopback(@Nullable String address) {
        try {
            // An address as text is parsed, never looked up.
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Why a request goes no further. */
    enum Refused {
        NOT_FOUND(404, "Nothing is here."),
        FOREIGN_HOST(
                403,
                "On this machine Maru answers only to the names localhost, 127.0.0.1 and [::1].\n"
                        + "이 컴퓨터에서는 localhost, 127.0.0.1, [::1] 이름으로만 접속할 수 있습니다."),
        FOREIGN_ORIGIN(
                403,
                "This page may not use Maru from another origin. The operator can allow it with the setting"
                        + " maru.origins.\n다른 출처의 페이지는 사용할 수 없습니다. 운영자가 maru.origins 설정으로 허용할 수 있습니다."),
        GUEST(
                403,
                "Guests are welcome only from the machine that Maru runs on. The operator can welcome them from"
                        + " everywhere with the setting maru.guests=true.\n"
                        + "손님은 Maru가 실행되는 컴퓨터에서만 들어올 수 있습니다. 운영자가 maru.guests=true 로 모두에게 열 수 있습니다.");

        private final int status;
        private final String text;

        Refused(int status, String text) {
            this.status = status;
            this.text = text;
        }

        int status() {
            return status;
        }

        String text() {
            return text;
        }

        Problem problem() {
            boolean found = this != NOT_FOUND;
            return new Problem(status, found ? "Forbidden" : "Not Found", found ? "forbidden" : "notFound", text);
        }
    }
}
