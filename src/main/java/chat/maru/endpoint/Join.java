package chat.maru.endpoint;

import chat.maru.access.Right;
import chat.maru.log.History;
import chat.maru.log.Range;
import chat.maru.protocol.ClientFrame;
import chat.maru.protocol.ServerFrame;
import chat.maru.room.Admission;
import chat.maru.room.Cursor;
import chat.maru.room.Denied;
import chat.maru.room.Joined;
import chat.maru.room.Room;
import chat.maru.room.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One connection's way into its room: open the room, find the place, fetch state and history, say welcome. Used once,
 * by the fan-out threads; what it waits for, it waits for without a thread.
 */
final class Join {
    private final Connections connections;
    private final Connection connection;
    private final ClientFrame.Hello hello;
    private final @Nullable String minted;

    /** @param minted the guest's secret when it was made just now, to be told once */
    Join(Connections connections, Connection connection, ClientFrame.Hello hello, @Nullable String minted) {
        this.connections = connections;
        this.connection = connection;
        this.hello = hello;
        this.minted = minted;
    }

    void begin() {
        connections.rooms().enter(connection.roomName()).whenCompleteAsync(this::entered, threads());
    }

    private Executor threads() {
        return connections.threads().fanOut();
    }

    private void entered(@Nullable Room room, @Nullable Throwable failure) {
        if (room == null || failure != null) {
            connections.leave(connection.roomName());
            connection.hangUp(CloseCode.UNREADABLE);
            return;
        }
        Admission admission = room.admit(connection.identity(), connection.address());
        Joined joined;
        try {
            joined = join(admission);
        } catch (Denied e) {
            connections.leave(connection.roomName());
            connection.expel(e.verdict());
            return;
        }
        history(admission, joined)
                .thenCombine(admission.state(), (page, state) -> new Found(admission, joined, page, state))
                .thenCombine(admission.unread(), (found, unread) -> opening(room, found, unread))
                .whenCompleteAsync((opening, broken) -> open(room, opening, broken), threads());
    }

    private Joined join(Admission admission) throws Denied {
        ClientFrame.After after = hello.after();
        return after == null ? admission.join(connection) : admission.resume(connection, after.epoch(), after.n());
    }

    /** The messages up to where the cursor begins, or a little newer: what comes again is known by its position. */
    private CompletionStage<Optional<History>> history(Admission admission, Joined joined) {
        if (hello.after() != null || hello.history() == 0) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Range range = Range.before(joined.head().n() + 1);
        return admission
                .history(range, hello.history(), connections.limits().outboundBytesMax())
                .thenApply(Optional::of);
    }

    private Opening opening(Room room, Found found, Unread unread) {
        Joined joined = found.joined();
        String name = connection.identity().name();
        String rights = Right.letters(found.admission().rightsAtDoor());
        List<ServerFrame> frames = new ArrayList<>();
        frames.add(new ServerFrame.Welcome(
                room.name(),
                connection.identity().id(),
                name,
                rights,
                minted,
                joined.head(),
                unread.n(),
                unread.messages(),
                joined.resumed(),
                found.state(),
                connections.durability(),
                connections.limits()));
        if (joined.gap() != null) {
            frames.add(Words.gap(joined.gap()));
        }
        found.history().ifPresent(history -> frames.add(Words.page(null, Range.Direction.BEFORE, history)));
        List<String> objects = new ArrayList<>();
        frames.forEach(frame -> objects.addAll(connection.wire().objects(frame)));
        return new Opening(
                new FrameEncoder().frames(connection.wire(), objects, connections.limits()),
                joined.cursor(),
                name,
                rights);
    }

    private void open(Room room, @Nullable Opening opening, @Nullable Throwable broken) {
        boolean in = opening != null && broken == null && connection.joined(room, opening);
        if (!in) {
            room.leave(connection);
            connections.leave(connection.roomName());
            connection.hangUp(CloseCode.UNREADABLE);
        }
    }

    private record Found(Admission admission, Joined joined, Optional<History> history, Map<String, String> state) {}

    /**
     * What a member gets first, and where it reads on.
     *
     * @param frames welcome, gap and page as this wire says them
     * @param name what the welcome calls it
     * @param rights what the welcome says that it may
     */
    record Opening(List<Parcel> frames, Cursor cursor, String name, String rights) {}
}
