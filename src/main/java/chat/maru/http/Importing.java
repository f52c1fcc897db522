package chat.maru.http;

import chat.maru.access.Rules;
import chat.maru.log.Entry;
import chat.maru.log.Head;
import chat.maru.log.Restore;
import chat.maru.protocol.Limits;
import chat.maru.protocol.RoomFile;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads a room's file from a client as fast as the log takes it. Used once, by a thread of the container's that waits
 * for both.
 *
 * <p>Without one, the log's thread would have to read on where the container's thread left off, and containers do not
 * bear that: Tomcat's lock of the socket was half of a deadlock, Grizzly's buffer was damaged. Only administrators
 * import, and few at once.
 */
final class Importing {
    private static final int CHUNK_BYTES = 16_384;
    private static final int LINE_BYTES_MAX = Limits.FRAME_BYTES_CEILING;

    private final Restore restore;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private RoomFile.@Nullable Header header;
    private long lines;
    private long n;

    private Importing(Restore restore) {
        this.restore = restore;
    }

    /** Fills the room with what the body has; closes {@code restore} in the end. Asynchronous processing has begun. */
    static CompletionStage<Head> begin(HttpServletRequest request, Restore restore) {
        CompletableFuture<Head> done = new CompletableFuture<>();
        try {
            request.getAsyncContext().start(() -> {
                try (restore) {
                    done.complete(new Importing(restore).read(request));
                } catch (IOException | Refused | RuntimeException e) {
                    done.completeExceptionally(e);
                }
            });
        } catch (RuntimeException e) {
            // The request is over already, or the container takes no more: the room must not stay half filled.
            restore.close();
            done.completeExceptionally(e);
        }
        return done;
    }

    private Head read(HttpServletRequest request) throws IOException, Refused {
        if (!BodyReader.hasBody(request)) {
            throw Refused.bad("badField", "There is no line.");
        }
        InputStream in = request.getInputStream();
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            add(entries(chunk, length));
        }
        List<Entry> rest = new ArrayList<>();
        if (line.size() > 0) {
            take(rest);
        }
        add(rest);
        return finish();
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
        if (!entries.isEmpty()) {
            restore.add(entries).toCompletableFuture().join();
        }
    }

    private Head finish() throws Refused {
        RoomFile.Header given = header;
        if (given == null || given.n() != n) {
            throw Refused.bad("badField", "The file ends before the entry that its first line calls the last.");
        }
        return restore.finish(given.state()).toCompletableFuture().join();
    }
}
