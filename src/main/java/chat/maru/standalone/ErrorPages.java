package chat.maru.standalone;

import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/**
 * Tomcat's own error pages without its name, and never without security headers: a path that is not valid is refused
 * before any filter is asked. Thread-safe; one in the server.
 */
final class ErrorPages extends ErrorReportValve {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
                    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "same-origin",
            "Cache-Control", "no-cache");

    ErrorPages() {
        setShowReport(false);
        setShowServerInfo(false);
    }

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        HEADERS.forEach((name, value) -> {
            if (!response.isCommitted() && response.getHeader(name) == null) {
                response.setHeader(name, value);
            }
        });
        super.report(request, response, failure);
    }
}
