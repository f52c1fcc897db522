package chat.maru.http;

import chat.maru.protocol.Problem;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads a body of bounded size from a client that may send as slowly as it likes: no thread waits for it. Used once;
 * read by one thread at a time, which is the request's own or the container's.
 */
final class BodyReader implements ReadListener {
    private static final int CHUNK_BYTES = 8_192;

    private final ServletInputStream in;
    private final long bytes;
    private final int bytesMax;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CompletableFuture<String> body = new CompletableFuture<>();

    /** @param bytes how long the body says that it is; -1 where it does not */
    private BodyReader(ServletInputStream in, long bytes, int bytesMax) {
        this.in = in;
        this.bytes = bytes;
        this.bytesMax = bytesMax;
    }

    /** The body as text; fails with {@link Refused}. Asynchronous processing has begun. */
    static CompletionStage<String> read(HttpServletRequest request, int bytesMax) throws IOException {
        if (!hasBody(request)) {
            return CompletableFuture.completedStage("");
        }
        if (request.getContentLengthLong() > bytesMax) {
            return CompletableFuture.failedStage(tooLarge(bytesMax));
        }
        BodyReader reader = new BodyReader(request.getInputStream(), request.getContentLengthLong(), bytesMax);
        reader.in.setReadListener(reader);
        // Grizzly (GlassFish, Payara) calls a listener only after somebody has asked in vain, and so never where the
        // body has come together with its head: github.com/eclipse-ee4j/glassfish-grizzly/issues/2281.
        reader.onDataAvailable();
        return reader.body;
    }

    static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    static Refused tooLarge(int bytesMax) {
        return new Refused(new Problem(
                413,
                "Content Too Large",
                "tooLarge",
                "The body, or one line of it, has more than " + bytesMax + " bytes."));
    }

    @Override
    public synchronized void onDataAvailable() throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        while (!body.isDone() && in.isReady()) {
            int length = in.read(chunk);
            read.write(chunk, 0, Math.max(0, length));
            if (read.size() > bytesMax) {
                body.completeExceptionally(tooLarge(bytesMax));
            } else if (length < 0 || read.size() == bytes) {
                onAllDataRead();
            }
        }
    }

    @Override
    public void onAllDataRead() {
        try {
            body.complete(text(read.toByteArray()));
        } catch (Refused e) {
            body.completeExceptionally(e);
        }
    }

    /** Bytes as the UTF-8 that they have to be. */
    static String text(byte[] bytes) throws Refused {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refused.bad("malformedJson", "The body is no UTF-8.");
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(new IOException("the sender is gone", failure));
    }
}
