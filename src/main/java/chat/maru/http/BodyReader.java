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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads a body of bounded size, in bounded time, from a client that may send as slowly as it likes: no thread waits for
 * it. Used once; read by one thread at a time, which is the request's own or the container's.
 */
final class BodyReader implements ReadListener {
    /**
     * For a whole body. What is slower is cut: whoever trickles bytes would else hold a turn for as long as it likes.
     */
    static final int BODY_SECONDS_MAX = 10;

    /** For what is not looked at, of a request that is refused. */
    private static final int DISCARD_SECONDS_MAX = 2;

    private static final int CHUNK_BYTES = 8_192;

    private final ServletInputStream in;
    private final long bytes;
    private final int bytesMax;
    private final boolean keeps;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CompletableFuture<String> body = new CompletableFuture<>();
    private final Drain drain = new Drain(this::round);
    private long count;
    private volatile boolean ended;

    /** @param bytes how long the body says that it is; -1 where it does not */
    private BodyReader(ServletInputStream in, long bytes, int bytesMax, boolean keeps) {
        this.in = in;
        this.bytes = bytes;
        this.bytesMax = bytesMax;
        this.keeps = keeps;
    }

    /** The body as text; fails with {@link Refused}. Asynchronous processing has begun. */
    static CompletionStage<String> read(HttpServletRequest request, int bytesMax) throws IOException {
        if (!hasBody(request)) {
            return CompletableFuture.completedStage("");
        }
        if (request.getContentLengthLong() > bytesMax) {
            return CompletableFuture.failedStage(tooLarge(bytesMax));
        }
        return begin(request, bytesMax, true)
                .orTimeout(BODY_SECONDS_MAX, TimeUnit.SECONDS)
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedStage(failure instanceof TimeoutException ? tooSlow() : failure));
    }

    /**
     * Lets a body that nobody wants come and go, for a moment: a client that is answered before it has said all might
     * never see the answer, and a container that throws the rest away itself lends a thread to a slow sender. True when
     * all of it has come; false where the connection is of no more use. Asynchronous processing has begun.
     */
    static CompletionStage<Boolean> discard(HttpServletRequest request) {
        if (!hasBody(request)) {
            return CompletableFuture.completedStage(true);
        }
        try {
            return begin(request, Integer.MAX_VALUE, false)
                    .orTimeout(DISCARD_SECONDS_MAX, TimeUnit.SECONDS)
                    .handle((all, failure) -> failure == null);
        } catch (IOException | IllegalStateException e) {
            // Somebody reads it already: then it has come, or has been given up.
            return CompletableFuture.completedStage(isFinished(request));
        }
    }

    private static CompletableFuture<String> begin(HttpServletRequest request, int bytesMax, boolean keeps)
            throws IOException {
        BodyReader reader = new BodyReader(request.getInputStream(), request.getContentLengthLong(), bytesMax, keeps);
        reader.in.setReadListener(reader);
        // Grizzly (GlassFish, Payara) calls a listener only after somebody has asked in vain, and so never where the
        // body has come together with its head: github.com/eclipse-ee4j/glassfish-grizzly/issues/2281.
        reader.drain.go();
        return reader.body;
    }

    private static boolean isFinished(HttpServletRequest request) {
        try {
            return request.getInputStream().isFinished();
        } catch (IOException e) {
            return false;
        }
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

    private static Refused tooSlow() {
        return new Refused(new Problem(
                408, "Request Timeout", "tooSlow", "The body has to come within " + BODY_SECONDS_MAX + " seconds."));
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

    private void round() {
        try {
            byte[] chunk = new byte[CHUNK_BYTES];
            while (!ended && !body.isDone() && in.isReady()) {
                int length = in.read(chunk);
                ended |= length < 0;
                count += Math.max(0, length);
                if (count > bytesMax) {
                    throw tooLarge(bytesMax);
                }
                if (keeps) {
                    read.write(chunk, 0, Math.max(0, length));
                }
            }
            if (!body.isDone() && (ended || count == bytes)) {
                body.complete(text(read.toByteArray()));
            }
        } catch (Refused e) {
            body.completeExceptionally(e);
        } catch (IOException | IllegalStateException e) {
            onError(e);
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
