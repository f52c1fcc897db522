package chat.maru.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A handshake to {@code /chat/room/} that reads as one to {@code /chat/room}, for containers whose matcher sees the
 * request as a filter passes it on (Tomcat); the others have an endpoint for the slash. Lives for one request.
 */
final class SlashlessRequest extends HttpServletRequestWrapper {
    SlashlessRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public String getRequestURI() {
        return Paths.withoutSlash(Paths.within(request())).equals(Paths.within(request()))
                ? super.getRequestURI()
                : super.getRequestURI().substring(0, super.getRequestURI().length() - 1);
    }

    @Override
    public StringBuffer getRequestURL() {
        StringBuffer url = super.getRequestURL();
        if (getRequestURI().length() < super.getRequestURI().length()) {
            url.setLength(url.length() - 1);
        }
        return url;
    }

    @Override
    public String getServletPath() {
        return Paths.withoutSlash(super.getServletPath());
    }

    @Override
    public @Nullable String getPathInfo() {
        String info = super.getPathInfo();
        return info == null ? null : Paths.withoutSlash(info);
    }

    private HttpServletRequest request() {
        return (HttpServletRequest) getRequest();
    }
}
