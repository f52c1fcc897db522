package chat.maru.http;

import chat.maru.access.Right;
import chat.maru.protocol.ClientFrame;
import chat.maru.protocol.JsonText;
import chat.maru.protocol.RestCommands;
import chat.maru.room.Admission;
import chat.maru.room.Denied;
import chat.maru.room.RoomName;
import chat.maru.room.Rooms;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A request that has passed all that holds for every one. Lives for one request; its methods fail with {@link Refused}.
 *
 * @param values what the path has for each part that is not fixed
 * @param body the whole body, or empty where the resource reads it itself
 * @param key the id for what is to be stored: the header {@code Idempotency-Key}, or one made up
 */
record RestCall(
        Rooms rooms,
        RestCommands commands,
        Caller caller,
        HttpServletRequest request,
        List<String> values,
        String body,
        String key) {
    /** The room that the path names. */
    RoomName room() throws Refused {
        return RoomName.parse(values.get(0)).orElseThrow(Refused::notFound);
    }

    /** One value of the query, or {@code otherwise}. */
    String query(String name, String otherwise) throws Refused {
        List<String> given = Query.values(request.getQueryString(), name);
        if (given.size() > 1) {
            throw Refused.bad("badField", "The parameter \"" + name + "\" may be given once.");
        }
        return given.isEmpty() ? otherwise : given.get(0);
    }

    /** A number of the query. */
    long number(String name, long min, long max, long otherwise) throws Refused {
        String text = query(name, "");
        long number = text.isEmpty() ? otherwise : RestCommands.number(text, min);
        if (number < 0 || number > max) {
            throw Refused.bad(
                    "badField", "The parameter \"" + name + "\" must be an integer from " + min + " to " + max + ".");
        }
        return number;
    }

    /** The command in the body; {@code path} has what the path says of it. */
    <F extends ClientFrame> F command(String type, Class<F> frame, Map<String, Object> path) throws Refused {
        ClientFrame read = commands.read(type, body, key, path);
        if (read instanceof ClientFrame.Invalid invalid) {
            throw new Refused(Problems.of(invalid.refusal()));
        }
        return frame.cast(read);
    }

    /** Whether the sender gave the key. */
    boolean hasKey() {
        return request.getHeader("Idempotency-Key") != null;
    }

    /** The body as the one JSON object that it has to be. */
    JsonObject object() throws Refused {
        JsonObject object = JsonText.parse(body).object();
        if (object == null) {
            throw Refused.bad("malformedJson", "The body is one JSON object, and names no member twice.");
        }
        return object;
    }

    /** Changes a key of the server's own state, or with an empty value removes it; then answers {@code done}. */
    CompletionStage<Reply> administer(String stateKey, String value, Reply done) {
        return visitServer(server -> rooms.moderation().administer(server, key, stateKey, value))
                .thenCompose(receipt -> MessagesResource.stored(receipt, key))
                .thenApply(stored -> done);
    }

    /** Does what only an administrator of the server may ask for. */
    CompletionStage<Reply> administered(Failing act) {
        return visitServer(
                server -> server.upkeep().administered(() -> Failing.of(act).answer(this)));
    }

    /** At a room that may not exist yet. */
    <T> CompletionStage<T> visit(RoomName room, Function<Admission, CompletionStage<T>> visit) {
        return rooms.visit(
                room,
                caller.who(),
                caller.arrival().address(),
                admission -> visit.apply(admission)
                        .exceptionallyCompose(failure -> CompletableFuture.failedStage(seen(admission, failure))));
    }

    /** At a room that has entries; one that has none answers like one that is hidden. */
    <T> CompletionStage<T> visitExisting(RoomName room, Function<Admission, CompletionStage<T>> visit) {
        return visit(
                room,
                admission -> admission.head().n() == 0
                        ? CompletableFuture.failedStage(Refused.notFound())
                        : visit.apply(admission));
    }

    /** At the server itself, which is no secret. */
    <T> CompletionStage<T> visitServer(Function<Admission, CompletionStage<T>> visit) {
        return visit(RoomName.SERVER, visit);
    }

    private static Throwable seen(Admission admission, Throwable failure) {
        return Denied.in(failure)
                .<Throwable>map(denied -> new Refused(Problems.of(denied, isKnown(admission, denied))))
                .orElse(failure);
    }

    /** Whether somebody may know that the room is there: they may read it, and it is there. */
    private static boolean isKnown(Admission admission, Denied denied) {
        boolean reads = admission.rights().contains(Right.READ);
        boolean lacks = denied.verdict().kind() == chat.maru.access.Verdict.Kind.NOT_ALLOWED;
        return admission.isServer() || (reads && (!lacks || admission.head().n() > 0));
    }
}
