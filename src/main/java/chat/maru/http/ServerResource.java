package chat.maru.http;

import chat.maru.access.Limiter.Kind;
import chat.maru.log.Act;
import chat.maru.log.Listed;
import chat.maru.log.Receipt;
import chat.maru.protocol.Problem;
import chat.maru.protocol.RestAnswers;
import chat.maru.room.Listing;
import chat.maru.room.Order;
import chat.maru.room.RoomName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** What concerns all rooms: backup, erasing a person, tokens that no longer count, bans everywhere. Immutable. */
final class ServerResource {
    /** Rooms in one answer; {@code next} says where the next request goes on. */
    private static final int ERASED_MAX = 100;

    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Set<Act> ACTS = EnumSet.of(Act.MUTE, Act.UNMUTE, Act.BAN, Act.UNBAN);

    private final Path backups;
    private final boolean archives;

    /** @param archives whether there are texts that no erasure reaches */
    ServerResource(Path backups, boolean archives) {
        this.backups = backups;
        this.archives = archives;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "backup", Failing.of(this::backup)),
                Route.of("POST", "people/*/erase", Failing.of(this::erase)),
                Route.of("POST", "tokens/revoke", Failing.of(ServerResource::revoke)),
                Route.paced(Kind.EDIT, "POST", "moderation", Failing.of(ServerResource::moderate)));
    }

    private CompletionStage<Reply> backup(RestCall call) throws Refused {
        String name = call.commands().word(call.body(), "to");
        if (name == null || !FILE.matcher(name).matches()) {
            throw Refused.bad("badField", "The field \"to\" has 1 to 64 letters, digits, dots, _ and -.");
        }
        Path target = backups.resolve(name);
        return call.visitServer(server -> {
                    if (server.may(chat.maru.access.Verb.ADMINISTER).isAllowed()) {
                        Refused refused = prepare(target);
                        if (refused != null) {
                            return CompletableFuture.failedStage(refused);
                        }
                    }
                    return server.upkeep().backup(target);
                })
                .thenApply(bytes -> Reply.json(201, RestAnswers.backup(name, bytes)));
    }

    /** Makes the folder; a refusal where the file is there. */
    private @org.jspecify.annotations.Nullable Refused prepare(Path target) {
        try {
            Files.createDirectories(backups);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Files.exists(target)
                ? new Refused(new Problem(409, "Conflict", "exists", "There is a backup of that name."))
                : null;
    }

    private CompletionStage<Reply> erase(RestCall call) throws Refused {
        String person = call.values().get(0);
        String after = call.query("after", "");
        Order order = new Order(call.key(), Act.HIDE, person, "", 0, "", true, "erased");
        return call.visitServer(server -> server.upkeep().roomsOf(person, after, ERASED_MAX))
                .thenCompose(listing -> erase(call, order, listing));
    }

    private CompletionStage<Reply> erase(RestCall call, Order order, Listing listing) {
        List<String> done = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        CompletionStage<Void> all = CompletableFuture.completedStage(null);
        for (Listed room : listing.rooms()) {
            RoomName name = new RoomName(room.room(), room.name());
            all = all.thenCompose(before -> call.visit(
                            name, admission -> call.rooms().moderation().order(admission, order))
                    .handle((receipt, failure) -> {
                        boolean stored = receipt instanceof Receipt.Stored;
                        (stored ? done : failed).add(room.name());
                        return null;
                    }));
        }
        return all.thenApply(end -> Reply.json(200, RestAnswers.erased(done, failed, archives, listing.next())));
    }

    private static CompletionStage<Reply> revoke(RestCall call) throws Refused {
        String token = call.commands().word(call.body(), "jti");
        if (token == null) {
            throw Refused.bad("badField", "The field \"jti\" is the id of a token, 1 to 128 characters.");
        }
        return call.visitServer(
                        server -> call.rooms().moderation().administer(server, call.key(), "revoked." + token, "true"))
                .thenCompose(receipt -> MessagesResource.stored(receipt, call.key()));
    }

    private static CompletionStage<Reply> moderate(RestCall call) throws Refused {
        Order order = RoomResource.order(call);
        if (!ACTS.contains(order.act()) || order.hide()) {
            throw Refused.bad(
                    "badField", "On the whole server \"act\" is mute, unmute, ban or unban, without \"hide\".");
        }
        return call.visitServer(server -> call.rooms().moderation().order(server, order))
                .thenCompose(receipt -> MessagesResource.stored(receipt, order.id()));
    }
}
