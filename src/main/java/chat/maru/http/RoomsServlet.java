package chat.maru.http;

import chat.maru.access.Entrance;
import chat.maru.access.Unidentified;
import chat.maru.protocol.Problem;
import chat.maru.protocol.RoomLine;
import chat.maru.room.Glance;
import chat.maru.room.RoomName;
import chat.maru.room.Rooms;
import chat.maru.room.Unread;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/v1/rooms?room=…&room=…}: where rooms stand and who is there, for a lobby that has not entered them.
 * Who says which guest it is learns how far it has read. Asking stores nothing. Thread-safe; no thread waits for the
 * log.
 */
public final class RoomsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(RoomsServlet.class.getName());

    private static final int ROOMS_MAX = 50;
    private static final int MEMBERS_MAX = 10;
    private static final int ANSWER_SECONDS_MAX = 10;

    /** Each may open as many rooms as one answer holds; beyond it a caller is asked to come again. */
    private static final int ASKED_AT_ONCE_MAX = 64;

    private static final Problem NO_SUCH_METHOD =
            new Problem(405, "Method Not Allowed", "badMethod", "Ask with GET or HEAD.");
    private static final Problem TOO_MANY = new Problem(
            400, "Bad Request", "tooManyRooms", "Ask for at most " + ROOMS_MAX + " rooms at once, each as room=….");
    private static final Problem BUSY =
            new Problem(503, "Service Unavailable", "busy", "Too many ask for rooms at once; ask again in a second.");
    private static final Problem LATE =
            new Problem(503, "Service Unavailable", "busy", "The store did not answer in time; ask again.");

    private final transient Api api;
    private final transient Rooms rooms;
    private final transient Entrance entrance;
    private final transient Semaphore turns = new Semaphore(ASKED_AT_ONCE_MAX);

    /** @param api answers what asks for a list */
    public RoomsServlet(Rooms rooms, Entrance entrance, Api api) {
        this.api = api;
        this.rooms = rooms;
        this.entrance = entrance;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<String> asked = Query.values(request.getQueryString(), "room");
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.setHeader("Allow", "GET, HEAD");
            Answer.send(response, NO_SUCH_METHOD);
        } else if (!Query.values(request.getQueryString(), "list").isEmpty()) {
            api.answer(request, response);
        } else if (asked.size() > ROOMS_MAX) {
            Answer.send(response, TOO_MANY);
        } else if (!turns.tryAcquire()) {
            response.setHeader("Retry-After", "1");
            Answer.send(response, BUSY);
        } else {
            CompletionStage<Caller> caller = Caller.of(request, entrance);
            AsyncContext context = request.startAsync();
            caller.thenCompose(known -> answer(asked, known)).whenComplete((json, failure) -> {
                turns.release();
                send(context, json, failure);
            });
        }
    }

    /** At the latest after ten seconds. */
    private CompletionStage<String> answer(List<String> asked, Caller caller) {
        List<CompletableFuture<RoomLine>> lines =
                asked.stream().map(room -> line(room, caller)).toList();
        return CompletableFuture.allOf(lines.toArray(CompletableFuture[]::new))
                .thenApply(done -> RoomLine.json(
                        lines.stream().map(CompletableFuture::join).toList()))
                .orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }

    private CompletableFuture<RoomLine> line(String asked, Caller caller) {
        RoomName name = RoomName.parse(asked).orElse(null);
        return name == null
                ? CompletableFuture.completedFuture(new RoomLine.Refused(asked, "badRoom", RoomName.RULE))
                : rooms.glance(name, caller.who(), caller.arrival().address(), !caller.anonymous())
                        .handle((glance, failure) -> line(asked, glance))
                        .toCompletableFuture();
    }

    private static RoomLine line(String asked, @Nullable Glance glance) {
        if (glance == null) {
            return new RoomLine.Refused(asked, "unreadable", "The store cannot read this room just now.");
        }
        Map<String, String> members = new LinkedHashMap<>();
        glance.presence().present().entrySet().stream()
                .limit(MEMBERS_MAX)
                .forEach(member -> members.put(member.getKey(), member.getValue()));
        Unread unread = glance.unread();
        RoomLine.Reading reading = unread == null ? null : new RoomLine.Reading(unread.n(), unread.messages());
        return new RoomLine.Known(
                glance.name(), glance.head(), reading, glance.presence().count(), members);
    }

    private static void send(AsyncContext context, @Nullable String json, @Nullable Throwable failure) {
        try {
            Unidentified unidentified = Unidentified.in(failure).orElse(null);
            if (unidentified != null) {
                Problem problem = Problems.of(unidentified);
                ((HttpServletResponse) context.getResponse()).setHeader("WWW-Authenticate", "Bearer, Guest");
                Answer.send(context, problem.status(), Problem.TYPE, problem.json());
            } else if (json == null) {
                Answer.send(context, LATE.status(), Problem.TYPE, LATE.json());
            } else {
                Answer.send(context, 200, "application/json", json);
            }
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "nobody is left to be told: {0}", e.getMessage());
        }
    }
}
