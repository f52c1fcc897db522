package chat.maru.endpoint;

import chat.maru.log.Receipt;
import chat.maru.protocol.ClientFrame;
import chat.maru.protocol.Limits;
import chat.maru.protocol.Refusal;
import chat.maru.protocol.ServerFrame;
import chat.maru.room.Admission;
import chat.maru.room.Denied;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one client asks of its room's log, and the answers. So many may wait at once and no more; answers come from the
 * log's threads. Thread-safe; owned by a {@link Conversation}.
 */
final class Commands {
    private final Connection connection;
    private final Limits limits;
    private final AtomicInteger inFlight = new AtomicInteger();

    Commands(Connection connection, Limits limits) {
        this.connection = connection;
        this.limits = limits;
    }

    /** Does what is to be stored, and answers with an ack or a refusal. */
    void store(@Nullable String clientId, String id, Supplier<CompletionStage<Receipt>> command) {
        if (!begin(clientId)) {
            return;
        }
        command.get().whenComplete((receipt, failure) -> {
            inFlight.decrementAndGet();
            Optional<Denied> denied = Denied.in(failure);
            if (denied.isPresent()) {
                connection.refuse(clientId, Refusals.of(denied.get()));
            } else {
                answer(clientId, id, failure == null ? receipt : new Receipt.Refused(Receipt.Reason.UNKNOWN));
            }
        });
    }

    private boolean begin(@Nullable String clientId) {
        if (inFlight.incrementAndGet() <= limits.inFlightMax()) {
            return true;
        }
        inFlight.decrementAndGet();
        connection.refuse(clientId, Refusals.tooManyInFlight(limits));
        return false;
    }

    private void answer(@Nullable String clientId, String id, Receipt receipt) {
        if (receipt instanceof Receipt.Stored stored) {
            connection.reply(new ServerFrame.Ack(id, stored.position().n(), stored.duplicate()));
        } else {
            connection.refuse(clientId, Refusals.of(((Receipt.Refused) receipt).reason()));
        }
    }

    /** Refuses a command that breaks a rule of the wire, unless an earlier try is stored: that is no failure. */
    void refuseUnlessStored(Admission admission, String id, Refusal refusal) {
        if (!begin(id)) {
            return;
        }
        admission.find(id).whenComplete((position, failure) -> {
            inFlight.decrementAndGet();
            if (failure != null) {
                connection.refuse(id, refusal.unknown());
            } else if (position.isPresent()) {
                connection.reply(new ServerFrame.Ack(id, position.get().n(), true));
            } else {
                connection.refuse(id, refusal);
            }
        });
    }

    /** Answers with a page of messages as they read now. */
    void history(Admission admission, ClientFrame.History history) {
        if (!begin(history.id())) {
            return;
        }
        admission
                .history(history.range(), history.limit(), limits.outboundBytesMax())
                .whenComplete((page, failure) -> {
                    inFlight.decrementAndGet();
                    if (failure == null) {
                        connection.reply(
                                Words.page(history.id(), history.range().direction(), page));
                    } else {
                        connection.refuse(
                                history.id(),
                                Denied.in(failure).map(Refusals::of).orElse(Refusals.UNREADABLE));
                    }
                });
    }
}
