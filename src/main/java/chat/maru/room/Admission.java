package chat.maru.room;

import chat.maru.access.Identity;
import chat.maru.access.MessageFilter;
import chat.maru.access.Right;
import chat.maru.access.Rules;
import chat.maru.access.Verb;
import chat.maru.access.Verdict;
import chat.maru.log.Draft;
import chat.maru.log.Head;
import chat.maru.log.History;
import chat.maru.log.Kind;
import chat.maru.log.Page;
import chat.maru.log.Position;
import chat.maru.log.Range;
import chat.maru.log.Receipt;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody at a room: every verb asks {@link chat.maru.access.Policy} first, so that no wire has a way around it.
 * Thread-safe; made by {@link Rooms#admit} for each who asks, and holds nothing.
 *
 * <p>What is not allowed fails with {@link Denied}. A command is looked up by its id before it is denied: one that is
 * stored has succeeded, whatever has been forbidden since.
 */
public final class Admission {
    private final Room room;
    private final Identity who;
    private final String address;

    Admission(Room room, Identity who, String address) {
        this.room = room;
        this.who = who;
        this.address = address;
    }

    /** The policy's answer just now. */
    public Verdict may(Verb verb) {
        return room.doors().policy().judge(who, address, room.key(), rules(), verb, now());
    }

    /** What this identity may do here, before mutes and the like. */
    public Set<Right> rights() {
        return room.doors().policy().rights(who, room.key(), rules());
    }

    /** What the door leaves of it: what this identity is told that it may. */
    public Set<Right> rightsAtDoor() {
        return room.doors().policy().rightsAtDoor(who, room.key(), rules());
    }

    /** Where not everybody may begin a room, one that does not exist answers as one that is closed. */
    private Rules rules() {
        boolean closed = room.head().n() == 0 && !room.doors().newRoomsByAnyone();
        return closed ? Rules.CLOSED : room.rules();
    }

    private long now() {
        return room.doors().clock().millis();
    }

    /** Fails with {@link Denied} where {@code verb} is not allowed. */
    Optional<Denied> denial(Verb verb) {
        Verdict verdict = may(verb);
        return verdict.isAllowed() ? Optional.empty() : Optional.of(Denied.of(verdict, now()));
    }

    /** Lets a member in that reads what comes from now on. */
    public Joined join(Member member) throws Denied {
        return enter(member, () -> room.join(member));
    }

    /** Lets a member in that reads on after a position; see {@link Room#resume}. */
    public Joined resume(Member member, @Nullable String epoch, long n) throws Denied {
        return enter(member, () -> room.resume(member, epoch, n));
    }

    private Joined enter(Member member, Supplier<Joined> entering) throws Denied {
        require(Verb.ENTER);
        Joined joined = entering.get();
        try {
            // Whoever was shut out meanwhile was not yet among those who were sent out.
            require(Verb.ENTER);
        } catch (Denied e) {
            room.leave(member);
            throw e;
        }
        return joined;
    }

    private void require(Verb verb) throws Denied {
        Optional<Denied> denial = denial(verb);
        if (denial.isPresent()) {
            throw denial.get();
        }
    }

    /** What is to be seen from outside; who may not look sees what a room is that nobody has made yet. */
    CompletionStage<Glance> glance(RoomName asked, boolean reading) {
        if (!may(Verb.GLANCE).isAllowed()) {
            Head nothing = new Head(room.doors().store().epoch(asked.key()), 1, 0, 0, 0, 0, false);
            Unread unread = reading ? new Unread(0, 0) : null;
            return CompletableFuture.completedStage(new Glance(asked.shown(), nothing, unread, Presence.NOBODY));
        }
        return reading
                ? room.unread(who.id()).thenApply(room::glance)
                : CompletableFuture.completedStage(room.glance(null));
    }

    /** Messages as they read at one moment. */
    public CompletionStage<History> history(Range range, int entriesMax, int bytesMax) {
        return denial(Verb.HISTORY)
                .map(CompletableFuture::<History>failedStage)
                .orElseGet(() -> room.history(range, who.id(), entriesMax, bytesMax));
    }

    /** Every entry after a position, as it lies in the log. */
    public CompletionStage<Page> export(long n, int entriesMax, int bytesMax) {
        return denial(Verb.EXPORT)
                .map(CompletableFuture::<Page>failedStage)
                .orElseGet(() -> room.readAfter(n, entriesMax, bytesMax));
    }

    /** What everybody may see of the room's state. */
    public CompletionStage<Map<String, String>> state() {
        return denial(Verb.GLANCE)
                .map(CompletableFuture::<Map<String, String>>failedStage)
                .orElseGet(() -> CompletableFuture.completedStage(room.settled().shown()));
    }

    /** Whom the room names, with the letters of their rights. */
    public CompletionStage<Map<String, String>> members() {
        return denial(Verb.GLANCE)
                .map(CompletableFuture::<Map<String, String>>failedStage)
                .orElseGet(() -> CompletableFuture.completedStage(room.rules().members()));
    }

    /** Who is here, as last published. */
    public CompletionStage<Presence> presence() {
        return denial(Verb.GLANCE)
                .map(CompletableFuture::<Presence>failedStage)
                .orElseGet(
                        () -> CompletableFuture.completedStage(room.presence().whole()));
    }

    /** Whether this identity may read here because something names it or the room to it, not because everybody may. */
    public boolean isInvited() {
        return may(Verb.GLANCE).isAllowed() && room.doors().policy().isInvited(who, room.key(), rules());
    }

    /** The room's name as it was first spelled. */
    public String name() {
        return room.name();
    }

    /** Whether this is the server itself. */
    public boolean isServer() {
        return room.key().equals(RoomName.SERVER.key());
    }

    /** What is for administrators. */
    public Upkeep upkeep() {
        return new Upkeep(this);
    }

    /** How far one has read, and what has come since. */
    public CompletionStage<Unread> unread() {
        return denial(Verb.MARK_READ)
                .map(CompletableFuture::<Unread>failedStage)
                .orElseGet(() -> room.unread(who.id()));
    }

    /** Moves how far one has read; nothing where one may not. */
    public void markRead(long n) {
        if (may(Verb.MARK_READ).isAllowed()) {
            room.markRead(who.id(), n);
        }
    }

    /** Believes that a member is typing; nothing where it may not. */
    public void typing(Member member, boolean on) {
        if (!on || may(Verb.TYPE).isAllowed()) {
            room.typing(member, on);
        }
    }

    /** Where the log stands. */
    public Head head() {
        return room.head();
    }

    /** Where the command with this id was stored. */
    public CompletionStage<Optional<Position>> find(String id) {
        return room.find(who.id(), id);
    }

    /** Appends what the verb makes. The draft's author has to be this identity. */
    public CompletionStage<Receipt> append(Verb verb, Draft draft) {
        // Filters take their time, and see nothing that changes: before the turn.
        Optional<Denied> filtered = filtered(verb, draft);
        return draft.state().isEmpty()
                ? room.turns().together(() -> judged(verb, draft, filtered))
                : room.turns().alone(() -> judged(verb, draft, filtered));
    }

    /** The same for what has its turn already. */
    CompletionStage<Receipt> appendInTurn(Verb verb, Draft draft) {
        return judged(verb, draft, Optional.empty());
    }

    private CompletionStage<Receipt> judged(Verb verb, Draft draft, Optional<Denied> filtered) {
        Optional<Denied> denial = denial(verb).or(() -> full()).or(() -> filtered);
        return denial.isPresent() ? deniedUnlessStored(draft, denial.get()) : paced(verb, draft);
    }

    Optional<Denied> full() {
        boolean full = room.head().n() == 0 && room.doors().isFull();
        return full
                ? Optional.of(Denied.of(Denied.Reason.ROOMS_FULL, "This server holds as many rooms as it may."))
                : Optional.empty();
    }

    /** Nothing where the verb will be denied anyway: nobody's text is read for that. */
    private Optional<Denied> filtered(Verb verb, Draft draft) {
        boolean isText = draft.kind().equals(Kind.MESSAGE) || draft.kind().equals(Kind.EDIT);
        boolean isFiltered = isText && !room.doors().filters().isEmpty();
        if (!isFiltered || !may(verb).isAllowed() || rights().contains(Right.MODERATE)) {
            return Optional.empty();
        }
        for (MessageFilter filter : room.doors().filters()) {
            Optional<String> objection = filter.objection(who, room.key(), draft.content());
            if (objection.isPresent()) {
                return Optional.of(Denied.of(Denied.Reason.FILTERED, objection.get()));
            }
        }
        return Optional.empty();
    }

    private CompletionStage<Receipt> deniedUnlessStored(Draft draft, Denied denied) {
        return find(draft.id())
                .thenCompose(position -> position.<CompletionStage<Receipt>>map(
                                found -> CompletableFuture.completedStage(new Receipt.Stored(found, true)))
                        .orElseGet(() -> CompletableFuture.failedStage(denied)));
    }

    private CompletionStage<Receipt> paced(Verb verb, Draft draft) {
        long slow = room.rules().slowMillis();
        boolean waits = verb == Verb.PUBLISH && slow > 0 && !rights().contains(Right.MODERATE);
        if (!waits) {
            return store(draft);
        }
        long taken = now();
        return room.pace()
                .take(who.id(), draft.id(), slow, taken)
                .thenCompose(wait ->
                        wait > 0 ? deniedUnlessStored(draft, Denied.slowMode(wait)) : inPace(verb, draft, taken));
    }

    /** In another turn, for other nodes may have been asked meanwhile; and what was decided since holds. */
    private CompletionStage<Receipt> inPace(Verb verb, Draft draft, long taken) {
        return room.turns()
                .together(() -> denial(verb)
                        .map(denied -> deniedUnlessStored(draft, denied))
                        .orElseGet(() -> store(draft)))
                .whenComplete((receipt, failure) -> {
                    boolean stored = receipt instanceof Receipt.Stored news && !news.duplicate();
                    if (!stored) {
                        room.pace().giveBack(who.id(), draft.id(), taken);
                    }
                });
    }

    /** What changed the state is in force before it is acknowledged. */
    CompletionStage<Receipt> store(Draft draft) {
        CompletionStage<Receipt> receipt = room.publish(draft);
        return draft.state().isEmpty()
                ? receipt
                : receipt.thenCompose(stored -> room.settle().handle((settled, failure) -> stored));
    }

    Room room() {
        return room;
    }

    Identity who() {
        return who;
    }

    String address() {
        return address;
    }
}
