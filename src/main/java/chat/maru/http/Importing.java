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
 * the client is, no thread waits. Used once; one thread at a time, which is the container's or the log's.
 */
final class Importing implements ReadListener {
    private static final int CHUNK_BYTES = 16_384;
    private static final int LINE_BYTES_MAX = Limits.FRAME_BYTES_CEILING;

    private final ServletInputStream in;
    private final Restore restore;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CompletableFuture<Head> done = new CompletableFuture<>();
    private RoomFile.@Nullable Header header;
    private long lines;
    private long n;

    /** Whether the log has been given entries and has not taken them yet. */
    private boolean busy;

    private boolean allRead;

    private Importing(ServletInputStream in, Restore restore) {
        this.in = in;
        this.restore = restore;
    }

    /** Fills the room with what the body has; closes {@code restore} in the end. */
    static CompletionStage<Head> begin(HttpServletRequest request, Restore restore) {
        try {
            if (!BodyReader.hasBody(request)) {
                throw Refused.bad("badField", "There is no line.");
            }
            Importing importing = new Importing(request.getInputStream(), restore);
            importing.in.setReadListener(importing);
            return importing.done.whenComplete((head, failure) -> restore.close());
        } catch (IOException | Refused e) {
            restore.close();
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public void onDataAvailable() throws IOException {
        read();
    }

    private synchronized void read() throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        // At the end too: that is what makes the container say so when another than its own thread has read.
        while (!busy && !done.isDone() && in.isReady()) {
            int length = in.read(chunk);
            if (length < 0) {
                return;
            }
            try {
                add(entries(chunk, length));
            } catch (Refused e) {
                done.completeExceptionally(e);
            }
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
            } else {
                goOn();
            }
        });
    }

    private synchronized void goOn() {
        busy = false;
        try {
            read();
            if (allRead && !busy) {
                finish();
            }
        } catch (IOException | IllegalStateException e) {
            onError(e);
        }
    }

    @Override
    public synchronized void onAllDataRead() {
        try {
            List<Entry> rest = new ArrayList<>();
            if (line.size() > 0) {
                take(rest);
            }
            allRead = true;
            if (busy && !rest.isEmpty()) {
                throw new IllegalStateException("the container went on while it was not asked to");
            }
            if (!rest.isEmpty()) {
                add(rest);
            }
            if (!busy) {
                finish();
            }
        } catch (Refused | IllegalStateException e) {
            done.completeExceptionally(e);
        }
    }

    private void finish() {
        RoomFile.Header given = header;
        if (done.isDone()) {
            return;
        }
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
