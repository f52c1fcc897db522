package chat.maru.http;

import chat.maru.protocol.Problem;
import chat.maru.protocol.RestAnswers;
import chat.maru.protocol.RoomLine;
import chat.maru.room.Glance;
import chat.maru.room.Listing;
import chat.maru.room.RoomName;
import chat.maru.room.Unread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code rooms?room=…&room=…}: where rooms stand and who is there, for a lobby that has not entered them; or with
 * {@code list} a list of rooms. Who says which guest it is learns how far it has read. Asking stores nothing.
 * Thread-safe.
 */
final class RoomsResource {
    private static final int ROOMS_MAX = 50;
    private static final int MEMBERS_MAX = 10;
    private static final int LISTED_MAX = 100;
    private static final int ANSWER_SECONDS_MAX = 10;

    /** Each may open as many rooms as one answer holds; beyond it a caller is asked to come again. */
    private static final int ASKED_AT_ONCE_MAX = 64;

    private static final Problem TOO_MANY = new Problem(
            400, "Bad Request", "tooManyRooms", "Ask for at most " + ROOMS_MAX + " rooms at once, each as room=….");

    private final Semaphore turns = new Semaphore(ASKED_AT_ONCE_MAX);

    List<Route> routes() {
        return List.of(Route.of("GET", "rooms", Failing.of(this::read)));
    }

    private CompletionStage<Reply> read(RestCall call) throws Refused {
        String list = call.query("list", "");
        return list.isEmpty() ? look(call) : list(call, list);
    }

    private static CompletionStage<Reply> list(RestCall call, String list) throws Refused {
        String after = call.query("after", "");
        int limit = (int) call.number("limit", 1, LISTED_MAX, LISTED_MAX);
        if (after.length() > 8 * RoomName.CODE_POINTS_MAX) {
            throw Refused.bad("badField", "The parameter \"after\" is what \"next\" was.");
        }
        CompletionStage<Listing> rooms = switch (list) {
            case "mine" ->
                call.rooms()
                        .invited(call.caller().who(), call.caller().arrival().address(), after, limit);
            case "all" -> call.visitServer(server -> server.upkeep().rooms(after, limit));
            default -> throw Refused.bad("badField", "The parameter \"list\" is mine or all.");
        };
        return rooms.thenApply(found -> Reply.json(200, RestAnswers.rooms(found.rooms(), found.next())));
    }

    private CompletionStage<Reply> look(RestCall call) throws Refused {
        List<String> asked = Query.values(call.request().getQueryString(), "room");
        if (asked.size() > ROOMS_MAX) {
            throw new Refused(TOO_MANY);
        }
        if (!turns.tryAcquire()) {
            throw new Refused(Problems.BUSY);
        }
        List<CompletableFuture<RoomLine>> lines =
                asked.stream().map(room -> line(room, call)).toList();
        return CompletableFuture.allOf(lines.toArray(CompletableFuture[]::new))
                .thenApply(done -> Reply.json(
                        200,
                        RoomLine.json(
                                lines.stream().map(CompletableFuture::join).toList())))
                .orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                .whenComplete((reply, failure) -> turns.release());
    }

    private static CompletableFuture<RoomLine> line(String asked, RestCall call) {
        RoomName name = RoomName.parse(asked).orElse(null);
        Caller caller = call.caller();
        return name == null
                ? CompletableFuture.completedFuture(new RoomLine.Refused(asked, "badRoom", RoomName.RULE))
                : call.rooms()
                        .glance(name, caller.who(), caller.arrival().address(), !caller.anonymous())
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
}
