package chat.maru.http;

import chat.maru.access.Identity;
import chat.maru.access.Limiter.Kind;
import chat.maru.access.Verb;
import chat.maru.log.Draft;
import chat.maru.log.Folded;
import chat.maru.log.History;
import chat.maru.log.Range;
import chat.maru.log.Receipt;
import chat.maru.protocol.ClientFrame;
import chat.maru.protocol.Limits;
import chat.maru.protocol.RestAnswers;
import chat.maru.protocol.RestCommands;
import chat.maru.room.RoomName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code rooms/{room}/messages}: what a room says, and saying it. Immutable. */
final class MessagesResource {
    private final Limits limits;

    MessagesResource(Limits limits) {
        this.limits = limits;
    }

    List<Route> routes() {
        return List.of(
                Route.paced(Kind.HISTORY, "GET", "rooms/*/messages", Failing.of(this::read)),
                Route.paced(Kind.MESSAGE, "POST", "rooms/*/messages", Failing.of(this::post)),
                Route.paced(Kind.EDIT, "PATCH", "rooms/*/messages/*", Failing.of(this::edit)),
                Route.paced(Kind.EDIT, "DELETE", "rooms/*/messages/*", Failing.of(this::delete)));
    }

    private CompletionStage<Reply> read(RestCall call) throws Refused {
        RoomName room = call.room();
        Range range = range(call);
        int limit = (int) call.number("limit", 1, limits.historyMax(), limits.historyMax());
        return call.visitExisting(
                room,
                admission -> admission
                        .history(range, limit, limits.outboundBytesMax())
                        .thenApply(page -> page(call, range, limit, page)));
    }

    private static Range range(RestCall call) throws Refused {
        Range range = Range.before(0);
        int given = 0;
        for (Range.Direction direction : Range.Direction.values()) {
            String text = call.query(direction.name().toLowerCase(Locale.ROOT), "");
            if (!text.isEmpty()) {
                long n = RestCommands.number(text, 0);
                given += n < 0 ? 2 : 1;
                range = n < 0 ? range : new Range(direction, n);
            }
        }
        if (given > 1) {
            throw Refused.bad("badField", "One of \"before\", \"after\" and \"around\" may be given: a position.");
        }
        return range;
    }

    private static Reply page(RestCall call, Range range, int limit, History page) {
        String tag = tag(call.caller().who(), range, limit, page);
        boolean same = Tags.match(call.request().getHeader("If-None-Match"), tag);
        Reply reply =
                same ? new Reply(304, "application/json", "", Map.of(), null) : Reply.json(200, RestAnswers.page(page));
        return reply.with("ETag", tag)
                .with("Cache-Control", "private, no-cache")
                .with("Vary", "Authorization, Cookie");
    }

    /**
     * The same for the same answer only: the head moves with every message, edit and reaction, erasures with what went;
     * and whoever asks stands first among those who reacted.
     */
    private static String tag(Identity who, Range range, int limit, History page) {
        List<Folded> messages = page.messages();
        long first = messages.isEmpty() ? 0 : messages.get(0).message().n();
        long last = messages.isEmpty()
                ? 0
                : messages.get(messages.size() - 1).message().n();
        String text = String.join(
                " ",
                page.head().epoch(),
                page.head().first() + " " + page.head().n() + " " + page.head().erasures(),
                range.direction() + " " + range.n() + " " + limit,
                first + " " + last + " " + messages.size() + " " + page.damagedAt(),
                who.id());
        return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(text)) + "\"";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private CompletionStage<Reply> post(RestCall call) throws Refused {
        RoomName room = call.room();
        ClientFrame.Publish frame = call.command("publish", ClientFrame.Publish.class, Map.of());
        String id = frame.id() == null ? call.key() : frame.id();
        Identity me = call.caller().who();
        Draft draft = Draft.message(me.id(), me.name(), id, frame.text(), frame.replyTo());
        return call.visit(room, admission -> admission.append(Verb.PUBLISH, draft))
                .thenCompose(receipt -> stored(receipt, id));
    }

    /** What became of a command. */
    static CompletionStage<Reply> stored(Receipt receipt, String id) {
        if (receipt instanceof Receipt.Stored stored) {
            boolean again = stored.duplicate();
            String body = RestAnswers.stored(stored.position(), id, again);
            return CompletableFuture.completedStage(Reply.json(again ? 200 : 201, body));
        }
        return CompletableFuture.failedStage(new Refused(Problems.of(((Receipt.Refused) receipt).reason())));
    }

    private CompletionStage<Reply> edit(RestCall call) throws Refused {
        RoomName room = call.room();
        ClientFrame.Edit frame = call.command("edit", ClientFrame.Edit.class, Map.of("of", target(call)));
        Identity me = call.caller().who();
        Draft draft = Draft.edit(me.id(), me.name(), frame.id(), frame.of(), frame.text());
        return call.visitExisting(room, admission -> admission.append(Verb.EDIT, draft))
                .thenCompose(receipt -> stored(receipt, frame.id()));
    }

    private CompletionStage<Reply> delete(RestCall call) throws Refused {
        RoomName room = call.room();
        ClientFrame.Delete frame = call.command("delete", ClientFrame.Delete.class, Map.of("of", target(call)));
        return call.visitExisting(
                        room,
                        admission ->
                                call.rooms().moderation().delete(admission, frame.id(), frame.of(), frame.reason()))
                .thenCompose(receipt -> stored(receipt, frame.id()));
    }

    private static Long target(RestCall call) throws Refused {
        long n = RestCommands.number(call.values().get(1), 1);
        if (n < 0) {
            throw Refused.notFound();
        }
        return n;
    }
}
