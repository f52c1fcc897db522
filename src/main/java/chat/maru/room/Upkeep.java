package chat.maru.room;

import chat.maru.access.Verb;
import chat.maru.log.Head;
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

    /** Whatever else is the server's own. */
    public <T> CompletionStage<T> administered(Supplier<CompletionStage<T>> act) {
        return allowed(Verb.ADMINISTER, act);
    }

    private <T> CompletionStage<T> allowed(Verb verb, Supplier<CompletionStage<T>> act) {
        Optional<Denied> denial = admission.denial(verb);
        return denial.isPresent() ? CompletableFuture.failedStage(denial.get()) : act.get();
    }
}
