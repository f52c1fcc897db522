package chat.maru.http;

import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.function.Consumer;

/**
 * Tells of every session of the container that has ended: by logging out, or because its time was over. One that gets
 * another id counts too, since that is what a login does; whoever is still logged in comes back with the new cookie.
 * Thread-safe; called by the container.
 */
public final class LoginEnds implements HttpSessionListener, HttpSessionIdListener {
    private final Consumer<String> ended;

    /** @param ended is told the id, on a thread of the container; must not block */
    public LoginEnds(Consumer<String> ended) {
        this.ended = ended;
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        ended.accept(event.getSession().getId());
    }

    @Override
    public void sessionIdChanged(HttpSessionEvent event, String before) {
        ended.accept(before);
    }
}
