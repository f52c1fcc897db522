package chat.maru.http;

import chat.maru.access.Limiter;

/** The pace of whoever asks over HTTP, where nobody has a connection of their own. Thread-safe. */
record Throttle(Limiter limiter) {
    /**
     * Takes for one request, or refuses it with the time to wait.
     *
     * @param identity its id; empty while nobody knows it
     * @param bucketKey {@link chat.maru.access.Arrival#bucketKey}
     */
    void take(Limiter.Kind kind, String identity, String bucketKey) throws Refused {
        long wait = limiter.retryAfterMs(kind, null, identity, bucketKey, System.nanoTime());
        if (wait > 0) {
            throw Refused.tooFast(wait);
        }
    }
}
