package chat.maru.endpoint;

import chat.maru.protocol.Limits;
import chat.maru.protocol.ServerFrame;
import chat.maru.protocol.Wire;
import chat.maru.room.Cursor;
import chat.maru.room.Take;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one member reads of its room: live state, and the log behind its cursor. Of the drain of its {@link Sender}. */
final class Reading {
    private final Cursor cursor;
    private final Batches batches;
    private final News news;
    private final Wire wire;
    private final int framesMax;
    private final Limits limits;
    private final Runnable again;
    private final Runnable broken;
    private final FrameEncoder encoder = new FrameEncoder();

    /** From the disk, on its way. */
    private @Nullable CompletableFuture<Take> read;

    private boolean announceCaughtUp = true;

    /**
     * @param framesMax how many frames the member can be sent at once
     * @param again called when there may be more to read, on any thread
     * @param broken called when the log cannot be read
     */
    Reading(
            Cursor cursor,
            Batches batches,
            News news,
            Wire wire,
            int framesMax,
            Limits limits,
            Runnable again,
            Runnable broken) {
        this.cursor = cursor;
        this.batches = batches;
        this.news = news;
        this.wire = wire;
        this.framesMax = framesMax;
        this.limits = limits;
        this.again = again;
        this.broken = broken;
    }

    /**
     * What comes next, in order; empty when there is nothing, and while it is read from the disk. News before the log:
     * it is small, and a long backlog must not keep it from a member for minutes.
     */
    List<Parcel> next() {
        List<String> told = news.take();
        return told.isEmpty() ? entries() : joined(encoder.frames(wire, told, limits), entries());
    }

    static List<Parcel> joined(List<Parcel> first, List<Parcel> then) {
        if (first.isEmpty() || then.isEmpty()) {
            return first.isEmpty() ? then : first;
        }
        return Stream.of(first, then).flatMap(List::stream).toList();
    }

    private List<Parcel> entries() {
        CompletableFuture<Take> take = read;
        if (take == null) {
            Strip strip = batches.next(wire, cursor, framesMax).orElse(null);
            if (strip != null) {
                return forThisWire(strip.isEmpty() ? List.of() : List.of(strip));
            }
            CompletionStage<Take> stage = cursor.take(limits.outboundObjectsMax(), limits.outboundBytesMax());
            take = stage.toCompletableFuture();
            if (!take.isDone()) {
                read = take;
                stage.whenComplete((taken, failure) -> again.run());
            }
        }
        if (!take.isDone()) {
            return List.of();
        }
        read = null;
        if (take.isCompletedExceptionally()) {
            broken.run();
            return List.of();
        }
        return taken(take.join());
    }

    private List<Parcel> taken(Take take) {
        if (take instanceof Take.Batch batch) {
            return forThisWire(batches.frames(wire, batch));
        }
        if (take instanceof Take.Gap gap) {
            announceCaughtUp = gap.cause() != Take.Cause.DAMAGED;
            return encoder.frames(wire, wire.objects(Words.gap(gap)), limits);
        }
        if (!announceCaughtUp) {
            return List.of();
        }
        announceCaughtUp = false;
        ServerFrame caughtUp = new ServerFrame.CaughtUp(((Take.Nothing) take).n());
        return encoder.frames(wire, wire.objects(caughtUp), limits);
    }

    private List<Parcel> forThisWire(List<Parcel> found) {
        if (found.isEmpty()) {
            // Nothing of it is for this wire, but what is behind it may be.
            again.run();
        }
        return found;
    }
}
