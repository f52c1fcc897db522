package chat.maru.http;

import chat.maru.access.Arrival;
import chat.maru.access.Origins;
import chat.maru.protocol.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Judges one request before anything else sees it. Immutable and thread-safe.
 *
 * @param guests whether guests are welcome from elsewhere than this machine ({@code maru.guests})
 * @param identities whether anybody can be more than a guest here
 */
record Gate(boolean guests, boolean identities) {
    private static final Set<String> PROBES = Set.of("/health/live", "/health/ready");

    /** What follows says who posts, so these too come from anywhere. */
    private static final String INCOMING_HOOKS = "/api/v1/hooks/in/";

    /**
     * Nothing of Maru is there: the operator's own pages for who has not logged in yet, which some containers redirect
     * to.
     */
    private static final String LOGIN_PAGES = "/login/";

    /** What is wrong with the request, or empty. */
    Optional<Refused> judge(HttpServletRequest request, Arrival arrival) {
        if (Paths.isUpgrade(request) ? !Paths.isRoom(request) : isPrivate(request)) {
            return Optional.of(Refused.NOT_FOUND);
        }
        // Probes come from another machine, and learn nothing but a status. To the letter: behind /health/../ is
        // everything else.
        String path = Paths.within(request);
        boolean probe = PROBES.contains(path) || path.startsWith(INCOMING_HOOKS) || path.startsWith(LOGIN_PAGES);
        if (arrival.local() && !guests && !probe && !Origins.isLoopbackHost(request.getHeader("Host"))) {
            return Optional.of(Refused.FOREIGN_HOST);
        }
        // A page cannot know who will say hello with a token, so where there are tokens it is for all.
        if (!guests && !probe && !arrival.local() && !arrival.bringsIdentity() && !identities) {
            return Optional.of(Refused.GUEST);
        }
        return arrival.originAllowed() ? Optional.empty() : Optional.of(Refused.FOREIGN_ORIGIN);
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
