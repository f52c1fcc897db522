package chat.maru.endpoint;

import chat.maru.log.Draft;
import chat.maru.log.Receipt;
import chat.maru.protocol.ClientFrame;
import chat.maru.protocol.Limits;
import chat.maru.protocol.Refusal;
import chat.maru.protocol.Refusal.Outcome;
import chat.maru.protocol.ServerFrame;
import chat.maru.room.Room;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** Appends, and answers with an ack or a refusal. */
    void append(Room room, @Nullable String clientId, Draft draft) {
        if (!begin(clientId)) {
            return;
        }
        room.publish(draft).whenComplete((receipt, failure) -> {
            inFlight.decrementAndGet();
            answer(clientId, draft.id(), failure == null ? receipt : new Receipt.Refused(Receipt.Reason.UNKNOWN));
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

    /** Refuses a command that may not reach the log, unless an earlier try is stored: that is no failure. */
    void refuseUnlessStored(Room room, String id, Refusal refusal) {
        if (!begin(id)) {
            return;
        }
        room.find(connection.id(), id).whenComplete((position, failure) -> {
            inFlight.decrementAndGet();
            if (failure != null) {
                connection.refuse(id, new Refusal(refusal.code(), refusal.text(), Outcome.UNKNOWN));
            } else if (position.isPresent()) {
                connection.reply(new ServerFrame.Ack(id, position.get().n(), true));
            } else {
                connection.refuse(id, refusal);
            }
        });
    }

    /** Answers with a page of messages as they read now. */
    void history(Room room, ClientFrame.History history) {
        if (!begin(history.id())) {
            return;
        }
        room.history(history.range(), connection.id(), history.limit(), limits.outboundBytesMax())
                .whenComplete((page, failure) -> {
                    inFlight.decrementAndGet();
                    if (failure == null) {
                        connection.reply(
                                Words.page(history.id(), history.range().direction(), page));
                    } else {
                        connection.refuse(history.id(), Refusals.UNREADABLE);
                    }
                });
    }
}
