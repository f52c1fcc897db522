package chat.maru.access;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keys behind an address that the operator gave. Redirects are not followed: they would lead to an address that the
 * operator did not give. Used by one thread.
 */
final class KeyUrl implements KeySource {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final URI location;

    KeyUrl(URI location) {
        this.location = location;
    }

    @Override
    public byte[] read() throws IOException, InterruptedException {
        // A client for each time: it keeps threads and connections, and these go when it is collected.
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        HttpRequest request = HttpRequest.newBuilder(location)
                .timeout(TIMEOUT)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        Body body = new Body();
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request, BodyHandlers.ofByteArrayConsumer(body::add));
        try {
            // The request's own timeout ends with the headers; this one holds for the body too.
            int status = answer.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS).statusCode();
            if (status != OK) {
                throw new IOException("the answer is " + status);
            }
            return body.bytes();
        } catch (ExecutionException e) {
            throw new IOException("the keys cannot be fetched", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("there is no whole answer within " + TIMEOUT.toSeconds() + " s", e);
        } finally {
            answer.cancel(true);
        }
    }

    /** Nobody knows without asking. */
    @Override
    public boolean hasChanged() {
        return false;
    }

    /** Keeps what may be read, and no more. Its methods are not called at the same time. */
    private static final class Body {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        void add(Optional<byte[]> part) {
            byte[] bytes = part.orElseGet(() -> new byte[0]);
            kept.write(bytes, 0, Math.min(bytes.length, BYTES_MAX + 1 - kept.size()));
        }

        byte[] bytes() throws IOException {
            if (kept.size() > BYTES_MAX) {
                throw new IOException("the answer is longer than " + BYTES_MAX + " bytes");
            }
            return kept.toByteArray();
        }
    }
}
