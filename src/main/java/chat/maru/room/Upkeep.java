package chat.maru.room;

import chat.maru.access.Verb;
import chat.maru.log.Body;
import chat.maru.log.Draft;
import chat.maru.log.Head;
import chat.maru.log.Page;
import chat.maru.log.Position;
import chat.maru.log.Receipt;
import chat.maru.log.Restore;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What administrators do with a whole room, or, at {@link RoomName#SERVER}, with all rooms. Thread-safe; made by
 * {@link Admission#upkeep}, and asks it first as every verb does.
 */
public final class Upkeep {
    /** The kind of such an entry, and its id. */
    private static final String SECRET = "secret";

    private final Admission admission;

    Upkeep(Admission admission) {
        this.admission = admission;
    }

    /** The room's whole state, with what is not for everybody. */
    public CompletionStage<Map<String, String>> state() {
        return allowed(
                Verb.EXPORT,
                () -> CompletableFuture.completedStage(
                        admission.room().settled().state()));
    }

    /** Begins to fill the room, which must be empty; the caller closes what it gets, within its visit. */
    public CompletionStage<Restore> restore() {
        return allowed(Verb.IMPORT, () -> {
            Optional<Denied> full = admission.full();
            return full.isPresent()
                    ? CompletableFuture.failedStage(full.get())
                    : CompletableFuture.completedStage(admission.room().log().restore());
        });
    }

    /** Makes the room forget everything; {@link Moderation#clear} keeps a record of it. */
    CompletionStage<Head> clear() {
        return allowed(Verb.CLEAR, () -> admission.room().log().clear());
    }

    /** Copies the store to a new file while it is in use; gives the copy's size in bytes. */
    public CompletionStage<Long> backup(Path target) {
        return allowed(Verb.ADMINISTER, () -> admission.room().doors().store().backup(target));
    }

    /** All rooms, whoever may read them. */
    public CompletionStage<Listing> rooms(String afterKey, int max) {
        return allowed(Verb.ADMINISTER, () -> admission.room().doors().store().rooms(afterKey, max))
                .thenApply(rooms -> Listing.of(rooms, rooms, max));
    }

    /** The rooms that still hold what somebody has written. */
    public CompletionStage<Listing> roomsOf(String author, String afterKey, int max) {
        return allowed(Verb.ADMINISTER, () -> admission.room().doors().store().roomsOf(author, afterKey, max))
                .thenApply(rooms -> Listing.of(rooms, rooms, max));
    }

    /**
     * Keeps a secret for {@code owner}, which no person is, and changes a key of the state in the same commit. The
     * secret is the body of an entry of the owner's, so that {@link Moderation#forget} can erase it for good: state is
     * written in the clear, and nobody knows where a store leaves copies of it.
     */
    CompletionStage<Receipt> entrust(String owner, String key, String value, String secret) {
        Draft draft = new Draft(SECRET, owner, "", SECRET, 0, false, secret, Map.of(key, value), "");
        return allowed(Verb.ADMINISTER, () -> admission.store(draft));
    }

    /** What was entrusted for {@code owner}; empty where it is not, or is erased. */
    public CompletionStage<Optional<String>> secret(String owner) {
        return allowed(Verb.ADMINISTER, () -> admission.room().find(owner, SECRET))
                .thenCompose(found -> found.isEmpty()
                        ? CompletableFuture.completedStage(Optional.empty())
                        : admission
                                .room()
                                .readAfter(found.get().n() - 1, 1, 1)
                                .thenApply(page -> content(page, found.get())));
    }

    private static Optional<String> content(Page page, Position at) {
        return page.entries().stream()
                .filter(entry -> entry.n() == at.n())
                .flatMap(entry -> Optional.ofNullable(entry.body()).stream())
                .map(Body::content)
                .findFirst();
    }

    /** Whatever else is the server's own. */
    public <T> CompletionStage<T> administered(Supplier<CompletionStage<T>> act) {
        return allowed(Verb.ADMINISTER, act);
    }

    private <T> CompletionStage<T> allowed(Verb verb, Supplier<CompletionStage<T>> act) {
        Optional<Denied> denial = admission.denial(verb);
        return denial.isPresent() ? CompletableFuture.failedStage(denial.get()) : act.get();
    }
}
