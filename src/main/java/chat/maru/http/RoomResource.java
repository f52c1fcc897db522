package chat.maru.http;

import chat.maru.access.Limiter.Kind;
import chat.maru.log.Entry;
import chat.maru.log.Page;
import chat.maru.log.Position;
import chat.maru.protocol.ClientFrame;
import chat.maru.protocol.Limits;
import chat.maru.protocol.RestAnswers;
import chat.maru.protocol.RestAnswers.AuditLine;
import chat.maru.room.AuditRecord;
import chat.maru.room.Order;
import chat.maru.room.RoomName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The list of rooms, and of one room members, state, moderation and audit log. Immutable. */
final class RoomResource {
    private static final int RECORDS_MAX = 100;

    private final Limits limits;

    RoomResource(Limits limits) {
        this.limits = limits;
    }

    List<Route> routes() {
        return List.of(
                Route.of("DELETE", "rooms/*", Failing.of(RoomResource::clear)),
                Route.of("GET", "rooms/*/members", Failing.of(RoomResource::members)),
                Route.of("GET", "rooms/*/state/*", Failing.of(RoomResource::state)),
                Route.paced(Kind.EDIT, "PUT", "rooms/*/state/*", Failing.of(RoomResource::set)),
                Route.paced(Kind.EDIT, "POST", "rooms/*/moderation", Failing.of(RoomResource::moderate)),
                Route.of("GET", "rooms/*/audit", Failing.of(this::audit)));
    }

    private static CompletionStage<Reply> clear(RestCall call) throws Refused {
        RoomName room = call.room();
        return call.visitExisting(room, admission -> call.rooms().moderation().clear(admission, call.key(), ""))
                .thenApply(head -> Reply.json(200, RestAnswers.head(head.position())));
    }

    private static CompletionStage<Reply> members(RestCall call) throws Refused {
        return call.visitExisting(
                call.room(),
                admission -> admission
                        .members()
                        .thenCombine(
                                admission.presence(),
                                (rights, presence) -> Reply.json(
                                        200, RestAnswers.members(rights, presence.count(), presence.present()))));
    }

    private static CompletionStage<Reply> state(RestCall call) throws Refused {
        String key = call.values().get(1);
        return call.visitExisting(call.room(), admission -> admission.state()).thenCompose(state -> {
            String value = state.get(key);
            return value == null
                    ? CompletableFuture.failedStage(Refused.notFound())
                    : CompletableFuture.completedStage(Reply.json(200, RestAnswers.state(key, value)));
        });
    }

    private static CompletionStage<Reply> set(RestCall call) throws Refused {
        RoomName room = call.room();
        Map<String, Object> path = Map.of("key", call.values().get(1));
        ClientFrame.Set frame = call.command("set", ClientFrame.Set.class, path);
        return call.visit(
                        room,
                        admission -> call.rooms().moderation().set(admission, frame.id(), frame.key(), frame.value()))
                .thenCompose(receipt -> MessagesResource.stored(receipt, frame.id()));
    }

    private static CompletionStage<Reply> moderate(RestCall call) throws Refused {
        RoomName room = call.room();
        Order order = order(call);
        return call.visit(room, admission -> call.rooms().moderation().order(admission, order))
                .thenCompose(receipt -> MessagesResource.stored(receipt, order.id()));
    }

    /** What the body wants done to somebody. */
    static Order order(RestCall call) throws Refused {
        ClientFrame.Moderate frame = call.command("moderate", ClientFrame.Moderate.class, Map.of());
        return new Order(
                frame.id(),
                frame.act(),
                frame.member(),
                frame.rights(),
                frame.seconds(),
                frame.addresses(),
                frame.hide(),
                frame.reason());
    }

    private CompletionStage<Reply> audit(RestCall call) throws Refused {
        RoomName room = call.room();
        long after = call.number("after", 0, Position.N_MAX, 0);
        return call.visitExisting(
                        room,
                        admission -> call.rooms()
                                .moderation()
                                .audit(admission, after, RECORDS_MAX, limits.outboundBytesMax()))
                .thenApply(RoomResource::records);
    }

    private static Reply records(Page page) {
        List<AuditLine> lines = page.entries().stream()
                .filter(entry -> entry.body() != null)
                .map(RoomResource::record)
                .toList();
        boolean more = !page.entries().isEmpty() && page.last() < page.head().n();
        return Reply.json(200, RestAnswers.audit(lines, more ? page.last() : 0));
    }

    private static AuditLine record(Entry entry) {
        String name = Objects.requireNonNull(entry.body()).name();
        AuditRecord what = AuditRecord.of(entry.body().content());
        return new AuditLine(
                entry.n(),
                entry.atMillis(),
                entry.author(),
                name,
                what.act(),
                what.member(),
                what.of(),
                what.detail(),
                what.address(),
                what.reason());
    }
}
