package chat.maru.bench.naive;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/**
 * Rooms as a first try has them: sets of sessions, and a loop of blocking sends. One object per connection; the rooms
 * are shared.
 */
@ServerEndpoint("/chat/{room}")
public class NaiveServer {
    /** 8,192 by default, fewer than the idle connections that are measured. */
    private static final String CONNECTIONS_MAX = "20000";

    private static final Map<String, Set<Session>> ROOMS = new ConcurrentHashMap<>();

    /** Serves on loopback, at the port given, until it is ended. */
    public static void main(String[] arguments) throws LifecycleException {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(".");
        tomcat.setPort(Integer.parseInt(arguments[0]));
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxConnections", CONNECTIONS_MAX);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "default", new DefaultServlet());
        context.addServletMappingDecoded("/", "default");
        context.addServletContainerInitializer(new WsSci(), Set.of(NaiveServer.class));
        tomcat.start();
        tomcat.getServer().await();
    }

    /** Joins, and says so. */
    @OnOpen
    public void open(Session session, @PathParam("room") String room) throws IOException {
        ROOMS.computeIfAbsent(room, name -> ConcurrentHashMap.newKeySet()).add(session);
        send(session, "welcome");
    }

    /** Brings what a member says to all of the room, itself among them. */
    @OnMessage
    public void message(@PathParam("room") String room, String text) {
        for (Session member : ROOMS.getOrDefault(room, Set.of())) {
            try {
                send(member, text);
            } catch (IOException | IllegalStateException e) {
                System.err.println(e);
            }
        }
    }

    /** Leaves. */
    @OnClose
    public void close(Session session, @PathParam("room") String room) {
        ROOMS.getOrDefault(room, Set.of()).remove(session);
    }

    /** Says in a line what went wrong, such as a connection that broke off. */
    @OnError
    public void error(Throwable failure) {
        System.err.println(failure);
    }

    private static void send(Session member, String text) throws IOException {
        // Two members may speak at once, and a session must not be sent to while it is.
        synchronized (member) {
            if (member.isOpen()) {
                member.getBasicRemote().sendText(text);
            }
        }
    }
}
