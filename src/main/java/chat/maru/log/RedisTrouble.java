package chat.maru.log;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Why nothing can be appended. A server that is away is back when it answers; a bucket whose writes are refused is well
 * when it has taken one, and nothing that is only read says so. Thread-safe.
 */
final class RedisTrouble {
    private final Map<String, String> away = new ConcurrentSkipListMap<>();
    private final Map<Integer, String> refusing = new ConcurrentSkipListMap<>();

    /** The server there cannot be used. */
    void away(String server, String why) {
        away.put(server, why);
    }

    /** It can be used again, or is none of ours any more. */
    void back(String server) {
        away.remove(server);
    }

    /** Redis does not take what is to be written into that bucket. */
    void refused(int bucket, String why) {
        refusing.put(bucket, why);
    }

    /** It has taken something. */
    void taken(int bucket) {
        if (!refusing.isEmpty()) {
            refusing.remove(bucket);
        }
    }

    /** Whether it took nothing when it was last written to. */
    boolean isRefusing(int bucket) {
        return refusing.containsKey(bucket);
    }

    /** In words for the operator; empty when all is well. */
    Optional<String> why() {
        Map<?, String> first = away.isEmpty() ? refusing : away;
        return first.values().stream().findFirst();
    }
}
