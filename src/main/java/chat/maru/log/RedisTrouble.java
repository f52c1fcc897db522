package chat.maru.log;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Why nothing can be appended. A server that is away is back when it answers; a bucket whose writes are refused is well
 * when it has taken one, and nothing that is only read says so. One server takes or refuses for all its buckets; of a
 * cluster it is not known here which has which. Thread-safe.
 */
final class RedisTrouble {
    private final boolean isCluster;
    private final Map<String, String> away = new ConcurrentSkipListMap<>();
    private final Map<Integer, String> refusing = new ConcurrentSkipListMap<>();

    RedisTrouble(boolean isCluster) {
        this.isCluster = isCluster;
    }

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
        refusing.put(part(bucket), why);
    }

    /** It has taken something. */
    void taken(int bucket) {
        if (!refusing.isEmpty()) {
            refusing.remove(part(bucket));
        }
    }

    /** Whether it took nothing when it was last written to. */
    boolean isRefusing(int bucket) {
        return refusing.containsKey(part(bucket));
    }

    private int part(int bucket) {
        return isCluster ? bucket : 0;
    }

    /** In words for the operator; empty when all is well. */
    Optional<String> why() {
        Map<?, String> first = away.isEmpty() ? refusing : away;
        return first.values().stream().findFirst();
    }
}
