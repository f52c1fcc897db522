package chat.maru.http;

import chat.maru.log.Entry;
import chat.maru.log.Head;
import chat.maru.log.Page;
import chat.maru.protocol.Limits;
import chat.maru.protocol.RestAnswers;
import chat.maru.protocol.RoomFile;
import chat.maru.room.Admission;
import chat.maru.room.RoomName;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** A room as a file: {@code rooms/{room}/export} and {@code rooms/{room}/import}. Thread-safe. */
final class FileResource {
    private static final int ENTRIES_MAX = 256;

    /** Each holds a thread of the container for as long as its sender takes. */
    private static final int IMPORTS_MAX = 4;

    private final Limits limits;
    private final Semaphore imports = new Semaphore(IMPORTS_MAX);

    FileResource(Limits limits) {
        this.limits = limits;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "rooms/*/export", Failing.of(this::export)),
                Route.streaming("POST", "rooms/*/import", Failing.of(this::restore)));
    }

    private CompletionStage<Reply> export(RestCall call) throws Refused {
        RoomName room = call.room();
        return call.visitExisting(
                room,
                admission -> admission.upkeep().state().thenApply(state -> {
                    Head head = admission.head();
                    String first = RoomFile.header(admission.name(), head, state) + "\n";
                    return new Reply(200, RoomFile.TYPE, first, java.util.Map.of(), new Pages(call, room, head));
                }));
    }

    /** The entries of a room up to where it stood, a piece for each page. One call at a time. */
    private final class Pages implements Supplier<CompletionStage<String>> {
        private final RestCall call;
        private final RoomName room;
        private final Head head;
        private long n;

        Pages(RestCall call, RoomName room, Head head) {
            this.call = call;
            this.room = room;
            this.head = head;
            this.n = head.first() - 1;
        }

        /** Asks at the door for each page: whoever loses the right meanwhile gets no more. */
        @Override
        public CompletionStage<String> get() {
            return n >= head.n()
                    ? CompletableFuture.completedStage("")
                    : call.visit(room, this::page).thenCompose(this::lines);
        }

        private CompletionStage<Page> page(Admission admission) {
            return admission.export(n, ENTRIES_MAX, limits.outboundBytesMax());
        }

        private CompletionStage<String> lines(Page page) {
            boolean goesOn = page.head().epoch().equals(head.epoch())
                    && page.after() == n
                    && !page.entries().isEmpty();
            if (!goesOn) {
                return CompletableFuture.failedStage(new IOException("the room has changed, or cannot be read on"));
            }
            StringBuilder lines = new StringBuilder();
            for (Entry entry : page.entries()) {
                if (entry.n() <= head.n()) {
                    lines.append(RoomFile.line(entry)).append('\n');
                }
            }
            n = page.last();
            return CompletableFuture.completedStage(lines.toString());
        }
    }

    private CompletionStage<Reply> restore(RestCall call) throws Refused {
        RoomName room = call.room();
        if (!imports.tryAcquire()) {
            throw new Refused(Problems.BUSY);
        }
        return call.visit(
                        room,
                        admission -> admission.upkeep().restore().thenCompose(restore -> {
                            if (admission.head().n() > 0) {
                                restore.close();
                                return CompletableFuture.failedStage(new Refused(new chat.maru.protocol.Problem(
                                        409, "Conflict", "occupied", "Only a room without entries can be filled.")));
                            }
                            return Importing.begin(call.request(), restore);
                        }))
                .thenApply(head -> Reply.json(201, RestAnswers.head(head.position())))
                .whenComplete((reply, failure) -> imports.release());
    }
}
