package chat.maru.http;

import chat.maru.access.Rules;
import chat.maru.log.Entry;
import chat.maru.log.Head;
import chat.maru.log.Restore;
import chat.maru.protocol.Limits;
import chat.maru.protocol.RoomFile;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads a room's file from a client as fast as the log takes it: while the log is busy nothing more is read, and while
 * the client is, no thread waits. Used once; read by one thread at a time, which is the container's or the log's.
 */
final class Importing implements ReadListener {
    private static final int CHUNK_BYTES = 16_384;
    private static final int LINE_BYTES_MAX = Limits.FRAME_BYTES_CEILING;

    private final ServletInputStream in;
    private final long bytes;
    private final Restore restore;
    private final Drain drain = new Drain(this::read);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CompletableFuture<Head> done = new CompletableFuture<>();
    private RoomFile.@Nullable Header header;
    private long lines;
    private long n;
    private long count;
    private volatile boolean ended;

    /** Whether the log has been given entries and has not taken them yet, or ends the room. */
    private volatile boolean busy;

    /** @param bytes how long the body says that it is; -1 where it does not */
    private Importing(ServletInputStream in, long bytes, Restore restore) {
        this.in = in;
        this.bytes = bytes;
        this.restore = restore;
    }

    /** Fills the room with what the body has; closes {@code restore} in the end. */
    static CompletionStage<Head> begin(HttpServletRequest request, Restore restore) {
        try {
            if (!BodyReader.hasBody(request)) {
                throw Refused.bad("badField", "There is no line.");
            }
            Importing importing = new Importing(request.getInputStream(), request.getContentLengthLong(), restore);
            importing.in.setReadListener(importing);
            // Grizzly does not call whoever has not asked in vain: see BodyReader.
            importing.drain.go();
            return importing.done.whenComplete((head, failure) -> restore.close());
        } catch (IOException | Refused e) {
            restore.close();
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public void onDataAvailable() {
        drain.go();
    }

    @Override
    public void onAllDataRead() {
        ended = true;
        drain.go();
    }

    private void read() {
        try {
            byte[] chunk = new byte[CHUNK_BYTES];
            while (!busy && !ended && !done.isDone() && in.isReady()) {
                int length = in.read(chunk);
                ended |= length < 0;
                count += Math.max(0, length);
                add(entries(chunk, length));
            }
            if (!busy && !done.isDone() && (ended || count == bytes)) {
                end();
            }
        } catch (Refused e) {
            done.completeExceptionally(e);
        } catch (IOException | IllegalStateException e) {
            onError(e);
        }
    }

    private List<Entry> entries(byte[] chunk, int length) throws Refused {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            if (chunk[i] != '\n') {
                line.write(chunk[i]);
            } else {
                take(entries);
            }
        }
        if (line.size() > LINE_BYTES_MAX) {
            throw BodyReader.tooLarge(LINE_BYTES_MAX);
        }
        return entries;
    }

    private void take(List<Entry> entries) throws Refused {
        String text = BodyReader.text(line.toByteArray());
        line.reset();
        if (text.isBlank()) {
            return;
        }
        lines++;
        try {
            if (header == null) {
                header = RoomFile.readHeader(text);
                // What cannot be rules would stand in the way of everybody who enters.
                Rules.of(header.state());
            } else {
                Entry entry = RoomFile.readLine(text);
                n = entry.n();
                entries.add(entry);
            }
        } catch (IllegalArgumentException e) {
            throw Refused.bad("badField", "Line " + lines + " of the body: " + e.getMessage());
        }
    }

    private void add(List<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        CompletionStage<Long> taken = restore.add(entries);
        CompletableFuture<Long> now = taken.toCompletableFuture();
        if (now.isDone() && !now.isCompletedExceptionally()) {
            return;
        }
        busy = true;
        taken.whenComplete((count, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            }
            busy = false;
            drain.go();
        });
    }

    /** Everything has been read and taken, but for a last line that nothing ends. */
    private void end() throws Refused {
        List<Entry> rest = new ArrayList<>();
        if (line.size() > 0) {
            take(rest);
        }
        add(rest);
        if (!busy) {
            finish();
        }
    }

    private void finish() {
        RoomFile.Header given = header;
        if (given == null || given.n() != n) {
            done.completeExceptionally(
                    Refused.bad("badField", "The file ends before the entry that its first line calls the last."));
            return;
        }
        busy = true;
        restore.finish(given.state()).whenComplete((head, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else {
                done.complete(head);
            }
        });
    }

    @Override
    public void onError(Throwable failure) {
        done.completeExceptionally(new IOException("the sender is gone", failure));
    }
}
