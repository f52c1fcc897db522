package chat.maru.room;

import chat.maru.access.Cidr;
import chat.maru.access.IpAddress;
import chat.maru.access.Right;
import chat.maru.access.Verb;
import chat.maru.access.Verdict;
import chat.maru.log.Act;
import chat.maru.log.Draft;
import chat.maru.log.Head;
import chat.maru.log.Kind;
import chat.maru.log.Measure;
import chat.maru.log.Page;
import chat.maru.log.Position;
import chat.maru.log.Receipt;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Carries out what moderators decide: one entry for everybody, whose commit changes the room's state, and one for the
 * audit log, which has what is not for everybody. Thread-safe; owned by {@link Rooms}.
 *
 * <p>Acknowledged when both are stored and in force. The audit log of a room is a log like the room's own, under a key
 * that no client can name; where only the first was stored, the retry with the same id stores the second.
 */
public final class Moderation {
    /** How long somebody who was sent out stays out, so that a client which comes back by itself does not. */
    private static final long KICK_SECONDS = 10;

    private final Rooms rooms;

    Moderation(Rooms rooms) {
        this.rooms = rooms;
    }

    /** Does what {@code order} says to somebody. */
    public CompletionStage<Receipt> order(Admission admission, Order order) {
        // Now, since those whom it sends out are soon not there to be asked for their addresses.
        AuditRecord record = record(admission, order);
        return admission
                .room()
                .turns()
                .alone(() -> onceOnly(admission, order.id(), () -> carriedOut(admission, order)))
                .thenCompose(receipt -> audit(admission, order.id(), receipt, record));
    }

    private static CompletionStage<Receipt> carriedOut(Admission admission, Order order) {
        Optional<Denied> denial = objection(admission, order);
        return denial.isPresent()
                ? CompletableFuture.failedStage(denial.get())
                : admission.appendInTurn(Verb.MODERATE, draft(admission, order));
    }

    /** Erases a message: one's own, or as a moderator anybody's. */
    public CompletionStage<Receipt> delete(Admission admission, String id, long of, String reason) {
        boolean moderates = admission.may(Verb.DELETE_ANY).isAllowed();
        Draft draft = Draft.delete(admission.who().id(), admission.who().name(), id, of, "", moderates);
        CompletionStage<Receipt> receipt = admission.append(moderates ? Verb.DELETE_ANY : Verb.DELETE, draft);
        return moderates || !reason.isEmpty()
                ? receipt.thenCompose(stored -> audit(
                        admission, id, stored, new AuditRecord("delete", "", of, "", admission.address(), reason)))
                : receipt;
    }

    /** Sets a key of the room's state; an empty value removes it. */
    public CompletionStage<Receipt> set(Admission admission, String id, String key, String value) {
        Optional<String> objection = admission.room().rules().objection(key, value);
        if (objection.isPresent() && admission.may(Verb.SET).isAllowed()) {
            return CompletableFuture.failedStage(Denied.of(Denied.Reason.BAD_VALUE, objection.get()));
        }
        Draft draft = Draft.state(admission.who().id(), admission.who().name(), id, key, value);
        return admission
                .append(Verb.SET, draft)
                .thenCompose(stored ->
                        audit(admission, id, stored, new AuditRecord("set", "", 0, key, admission.address(), "")));
    }

    /** Changes one key of the server's own state; an empty value removes it. The audit has the key alone. */
    public CompletionStage<Receipt> administer(Admission server, String id, String key, String value) {
        return forget(server, id, key, value, "");
    }

    /** The same, and in its commit all that was entrusted for {@code owner} is erased. */
    public CompletionStage<Receipt> forget(Admission server, String id, String key, String value, String owner) {
        Map<String, String> state = Map.of(key, value);
        String name = server.who().name();
        Draft draft = new Draft(Kind.STATE, server.who().id(), name, id, 0, false, key + "=" + value, state, owner);
        return server.append(Verb.ADMINISTER, draft).thenCompose(stored -> audit(server, id, key, stored));
    }

    /** Changes a key too, and keeps a secret for {@code owner}; see {@link Upkeep#entrust}. */
    public CompletionStage<Receipt> entrust(
            Admission server, String id, String key, String value, String owner, String secret) {
        return server.upkeep().entrust(owner, key, value, secret).thenCompose(stored -> audit(server, id, key, stored));
    }

    private CompletionStage<Receipt> audit(Admission server, String id, String key, Receipt stored) {
        return audit(server, id, stored, new AuditRecord("administer", "", 0, key, server.address(), ""));
    }

    /** Makes the room forget everything but what its moderators did; gives its new head. */
    public CompletionStage<Head> clear(Admission admission, String id, String reason) {
        Receipt done = new Receipt.Stored(admission.head().position(), false);
        AuditRecord record = new AuditRecord("clear", "", 0, "", admission.address(), reason);
        return admission
                .upkeep()
                .clear()
                .thenCompose(head -> audit(admission, id, done, record).thenApply(recorded -> head));
    }

    /** What the room's moderators did, after position {@code n} of the audit log. */
    public CompletionStage<Page> audit(Admission admission, long n, int entriesMax, int bytesMax) {
        Verdict verdict = admission.may(Verb.AUDIT);
        if (!verdict.isAllowed()) {
            return CompletableFuture.failedStage(Denied.of(verdict, 0));
        }
        RoomName log = RoomName.audit(admission.room().key());
        return rooms.enter(log)
                .thenCompose(audit -> audit.readAfter(n, entriesMax, bytesMax))
                .whenComplete((page, failure) -> rooms.leave(log));
    }

    /**
     * An order names a time from now on, so that its retry would be another command: it is looked up first, in the turn
     * of its append, since the retry may come on another connection at the same moment.
     */
    private static CompletionStage<Receipt> onceOnly(
            Admission admission, String id, Supplier<CompletionStage<Receipt>> first) {
        return admission
                .find(id)
                .thenCompose(position -> position.<CompletionStage<Receipt>>map(Moderation::again)
                        .orElseGet(first));
    }

    private static CompletionStage<Receipt> again(Position position) {
        return CompletableFuture.completedStage(new Receipt.Stored(position, true));
    }

    private static Optional<Denied> objection(Admission admission, Order order) {
        Verdict verdict = admission.may(Verb.MODERATE);
        if (!verdict.isAllowed()) {
            return Optional.of(Denied.of(verdict, 0));
        }
        boolean administers = admission.rights().contains(Right.ADMINISTER);
        boolean ownText =
                order.act() == Act.HIDE && order.member().equals(admission.who().id());
        boolean raises = order.rights().contains("m") || order.rights().contains("a");
        if (!administers && (raises || (!ownText && moderates(admission.room(), order.member())))) {
            return Optional.of(
                    Denied.of(Denied.Reason.BAD_VALUE, "Only an administrator acts on moderators, or makes some."));
        }
        if (admission.room().rules().isFull()) {
            return Optional.of(Denied.of(
                    Denied.Reason.BAD_VALUE, "The room names as many people as it may; take some back first."));
        }
        boolean ranges = order.act() == Act.BAN || order.act() == Act.UNBAN;
        boolean known = order.addresses().isEmpty()
                || order.addresses().equals(Order.OF_MEMBER)
                || Cidr.parse(order.addresses()).isPresent();
        return ranges || order.addresses().isEmpty()
                ? known ? Optional.empty() : bad("\"addresses\" is an address, or a range such as 192.0.2.0/24.")
                : bad("\"addresses\" goes with ban and unban.");
    }

    private static Optional<Denied> bad(String text) {
        return Optional.of(Denied.of(Denied.Reason.BAD_VALUE, text));
    }

    /** Whether somebody moderates the room: by a setting, by the room, or as the one who is there says. */
    private static boolean moderates(Room room, String id) {
        return room.doors().policy().settled(id).contains(Right.MODERATE)
                || room.rules().member(id).contains(Right.MODERATE)
                || room.members(id).stream()
                        .anyMatch(member -> room.admit(member.identity(), member.address())
                                .rights()
                                .contains(Right.MODERATE));
    }

    private static Draft draft(Admission admission, Order order) {
        Room room = admission.room();
        long now = room.doors().clock().millis();
        long until = until(order, now);
        Map<String, String> state = new HashMap<>();
        room.rules().over(now).forEach(key -> state.put(key, ""));
        String end = Long.toString(until);
        switch (order.act()) {
            case MUTE -> state.put("mute." + order.member(), end);
            case UNMUTE -> state.put("mute." + order.member(), "");
            case KICK -> state.put("kick." + order.member(), end);
            case BAN -> {
                state.put("ban." + order.member(), end);
                ranges(room, order).forEach(range -> state.put("range." + range, end));
            }
            case UNBAN -> {
                state.put("ban." + order.member(), "");
                ranges(room, order).forEach(range -> state.put("range." + range, ""));
            }
            case MEMBER -> state.put("member." + order.member(), order.rights());
            case HIDE -> {}
        }
        boolean hides = order.hide() || order.act() == Act.HIDE;
        Measure measure = new Measure(order.act().word(), order.member(), until, order.rights(), hides);
        return Draft.moderation(
                admission.who().id(),
                admission.who().name(),
                order.id(),
                measure.content(),
                state,
                hides ? order.member() : "");
    }

    private static long until(Order order, long now) {
        return switch (order.act()) {
            case KICK -> now + 1_000 * KICK_SECONDS;
            case MUTE, BAN -> order.seconds() == 0 ? 0 : now + 1_000 * order.seconds();
            default -> 0;
        };
    }

    private static Set<String> ranges(Room room, Order order) {
        Set<String> ranges = new LinkedHashSet<>();
        if (order.addresses().equals(Order.OF_MEMBER)) {
            room.members(order.member())
                    .forEach(member -> IpAddress.parse(member.address())
                            .map(IpAddress::bucketKey)
                            .flatMap(Cidr::parse)
                            .ifPresent(range -> ranges.add(range.toString())));
        } else {
            Cidr.parse(order.addresses()).ifPresent(range -> ranges.add(range.toString()));
        }
        return ranges;
    }

    private static AuditRecord record(Admission admission, Order order) {
        String detail = String.join(
                " ",
                order.rights(),
                order.seconds() > 0 ? order.seconds() + "s" : "",
                String.join(" ", ranges(admission.room(), order)),
                order.hide() ? "hide" : "");
        return new AuditRecord(
                order.act().word(), order.member(), 0, detail.strip(), admission.address(), order.reason());
    }

    private CompletionStage<Receipt> audit(Admission admission, String id, Receipt receipt, AuditRecord what) {
        if (!(receipt instanceof Receipt.Stored)) {
            return CompletableFuture.completedStage(receipt);
        }
        RoomName log = RoomName.audit(admission.room().key());
        Draft draft =
                Draft.of(AuditRecord.KIND, admission.who().id(), admission.who().name(), id, what.content());
        return rooms.enter(log)
                .thenCompose(audit -> audit.publish(draft))
                .whenComplete((stored, failure) -> rooms.leave(log))
                .thenApply(stored -> audited(stored) ? receipt : new Receipt.Refused(Receipt.Reason.UNKNOWN));
    }

    /** A retry may find other addresses than the first try did: what matters is that there is a record. */
    private static boolean audited(Receipt stored) {
        return stored instanceof Receipt.Stored || ((Receipt.Refused) stored).reason() == Receipt.Reason.ID_REUSED;
    }
}
