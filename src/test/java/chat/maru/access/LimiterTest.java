package chat.maru.access;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.Limiter.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimiterTest {
    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;
    private static final int PLENTY = 1_000;

    private static Limiter limiter(Rate rate, int identityFactor, int addressFactor, int bucketsMax) {
        Map<Kind, Rate> rates = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            rates.put(kind, rate);
        }
        return new Limiter(rates, identityFactor, addressFactor, bucketsMax);
    }

    @Test
    void aBurstIsAllowedAndThenOneAtATime() {
        Limiter limiter = limiter(new Rate(10, 3), 2, 10, PLENTY);
        Limiter.Own own = new Limiter.Own();
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.retryAfterMs(Kind.MESSAGE, own, "", "", 0)).isZero();
        }
        assertThat(limiter.retryAfterMs(Kind.MESSAGE, own, "", "", 0)).isEqualTo(100);
        assertThat(limiter.retryAfterMs(Kind.MESSAGE, own, "", "", 60 * MILLI)).isEqualTo(40);
        assertThat(limiter.retryAfterMs(Kind.MESSAGE, own, "", "", 100 * MILLI)).isZero();
        assertThat(limiter.retryAfterMs(Kind.MESSAGE, own, "", "", 100 * MILLI)).isEqualTo(100);
        assertThat(limiter.retryAfterMs(Kind.EDIT, own, "", "", 100 * MILLI)).isZero();
    }

    @Test
    void manyConnectionsOfOneShareTheirBuckets() {
        Limiter limiter = limiter(new Rate(10, 2), 2, 3, PLENTY);
        for (int i = 0; i < 4; i++) {
            assertThat(limiter.retryAfterMs(Kind.MESSAGE, new Limiter.Own(), "g:1", "192.0.2.1", 0))
                    .isZero();
        }
        assertThat(limiter.retryAfterMs(Kind.MESSAGE, new Limiter.Own(), "g:1", "192.0.2.1", 0))
                .isEqualTo(50);
        for (int i = 0; i < 2; i++) {
            assertThat(limiter.retryAfterMs(Kind.MESSAGE, null, "g:2", "192.0.2.1", 0))
                    .isZero();
        }
        assertThat(limiter.retryAfterMs(Kind.MESSAGE, null, "g:3", "192.0.2.1", 0))
                .isEqualTo(34);
        assertThat(limiter.retryAfterMs(Kind.MESSAGE, null, "g:3", "192.0.2.2", 0))
                .isZero();
    }

    @Test
    void whatIsRefusedCostsNothing() {
        Limiter limiter = limiter(new Rate(1, 1), 1, 1, PLENTY);
        Limiter.Own own = new Limiter.Own();
        assertThat(limiter.retryAfterMs(Kind.REST, null, "", "192.0.2.1", 0)).isZero();
        for (int i = 0; i < 1_000; i++) {
            assertThat(limiter.retryAfterMs(Kind.REST, own, "g:1", "192.0.2.1", 0))
                    .isEqualTo(1_000);
        }
        assertThat(limiter.buckets()).isEqualTo(1);
        assertThat(limiter.retryAfterMs(Kind.REST, own, "g:1", "192.0.2.1", SECOND))
                .isZero();
    }

    @Test
    void bucketsThatAreFullAreForgotten() {
        Limiter limiter = limiter(new Rate(10, 5), 1, 1, PLENTY);
        for (int i = 0; i < 100; i++) {
            limiter.retryAfterMs(Kind.MESSAGE, null, "g:" + i, "192.0.2." + i, 0);
        }
        assertThat(limiter.buckets()).isEqualTo(200);
        limiter.retryAfterMs(Kind.MESSAGE, null, "", "", 100 * MILLI);
        assertThat(limiter.buckets()).isZero();
    }

    @Test
    void aFloodOfNewAddressesForgivesNobodyWhoOwesMore() {
        Limiter limiter = limiter(new Rate(1, 10), 1, 1, PLENTY);
        while (limiter.retryAfterMs(Kind.HANDSHAKE, null, "", "192.0.2.1", 0) == 0) {
            assertThat(limiter.buckets()).isEqualTo(1);
        }
        for (int i = 0; i < 100 * PLENTY; i++) {
            limiter.retryAfterMs(Kind.HANDSHAKE, null, "", "flood" + i % (20 * PLENTY), 0);
            assertThat(limiter.buckets()).isLessThanOrEqualTo(PLENTY);
        }
        assertThat(limiter.retryAfterMs(Kind.HANDSHAKE, null, "", "192.0.2.1", 0))
                .isEqualTo(1_000);
    }

    /** Against the plain rule: in any window no more than the burst and what the rate gives in that time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void inNoWindowIsMoreAllowedThanTheRateSaysForAnyKey(long seed) {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Rate rate = new Rate(1 + random.nextInt(20), 1 + random.nextInt(10));
        Limiter limiter = limiter(rate, 2, 3, PLENTY);
        Map<String, ModelBucket> models = new HashMap<>();
        Map<String, Limiter.Own> connections = new HashMap<>();
        // Near the end of its range the clock wraps around.
        long start = Long.MAX_VALUE - random.nextInt(1_000) * SECOND;
        long elapsed = 0;
        int allowed = 0;
        for (int i = 0; i < 20_000; i++) {
            elapsed += random.nextInt(10) == 0 ? random.nextLong(SECOND) : random.nextLong(5 * MILLI);
            String connection = "c" + random.nextInt(6);
            String identity = "i" + connection.charAt(1) % 3;
            String address = "a" + random.nextInt(2);
            Limiter.Own own = connections.computeIfAbsent(connection, key -> new Limiter.Own());
            long wait = limiter.retryAfterMs(Kind.MESSAGE, own, identity, address, start + elapsed);
            List<ModelBucket> hit = List.of(
                    models.computeIfAbsent(connection, key -> new ModelBucket(rate)),
                    models.computeIfAbsent(identity, key -> new ModelBucket(rate.times(2))),
                    models.computeIfAbsent(address, key -> new ModelBucket(rate.times(3))));
            assertThat(wait == 0).as("act %d at %d", i, elapsed).isEqualTo(haveRoom(hit, elapsed));
            if (wait == 0) {
                allowed++;
                for (ModelBucket bucket : hit) {
                    bucket.take(elapsed);
                    bucket.assertRuleKept();
                }
            }
        }
        assertThat(allowed).isBetween(100, 19_999);
    }

    private static boolean haveRoom(List<ModelBucket> buckets, long now) {
        return buckets.stream().filter(bucket -> bucket.hasRoom(now)).count() == buckets.size();
    }

    /** Counts tokens as everybody would, and remembers when each was taken. */
    private static final class ModelBucket {
        private final Rate rate;
        private final long cost;
        private final ArrayDeque<Long> taken = new ArrayDeque<>();
        private long filledAt;
        private long nanosLeft;

        ModelBucket(Rate rate) {
            this.rate = rate;
            this.cost = (SECOND + rate.perSecond() - 1) / rate.perSecond();
            this.nanosLeft = cost * rate.burst();
        }

        boolean hasRoom(long now) {
            nanosLeft = Math.min(cost * rate.burst(), nanosLeft + now - filledAt);
            filledAt = now;
            return nanosLeft >= cost;
        }

        void take(long now) {
            nanosLeft -= cost;
            taken.addFirst(now);
        }

        /** For the windows that end now, some hundred of them back. */
        void assertRuleKept() {
            int count = 0;
            long end = taken.getFirst();
            for (long start : taken) {
                count++;
                double most = rate.burst() + (double) rate.perSecond() * (end - start) / SECOND;
                if (count > most + 1e-9) {
                    throw new AssertionError(count + " within " + (end - start) + " ns");
                }
                if (count == 300) {
                    taken.removeLast();
                    break;
                }
            }
        }
    }

    @Test
    void whatAnotherNodeHasLetThroughIsTakenHereToo() {
        Limiter here = limiter(new Rate(10, 2), 2, 10, PLENTY);
        Limiter there = limiter(new Rate(10, 2), 2, 10, PLENTY);
        assertThat(there.takeSpent()).isEmpty();
        for (int i = 0; i < 4; i++) {
            assertThat(there.retryAfterMs(Kind.MESSAGE, null, "g:1", "192.0.2.1", 0))
                    .isZero();
        }
        assertThat(here.retryAfterMs(Kind.MESSAGE, null, "g:1", "", 0)).isZero();
        Map<String, Long> spent = there.takeSpent();
        assertThat(spent).isEqualTo(Map.of("MESSAGE i g:1", 4 * 50 * MILLI, "MESSAGE a 192.0.2.1", 4 * 10 * MILLI));
        spent.forEach((bucket, nanos) -> here.spentElsewhere(bucket, nanos, 0));
        assertThat(here.retryAfterMs(Kind.MESSAGE, null, "g:1", "", 0)).isEqualTo(100);
        assertThat(here.retryAfterMs(Kind.MESSAGE, null, "g:2", "", 0)).isZero();
        assertThat(there.takeSpent()).as("told once").isEmpty();
    }

    @Test
    void noLieOfAnotherNodeShutsAnybodyOutForMoreThanAMinuteAndABurst() {
        Limiter limiter = limiter(new Rate(10, 2), 1, 1, PLENTY);
        for (int i = 0; i < 100; i++) {
            limiter.spentElsewhere("MESSAGE i g:1", Long.MAX_VALUE, 0);
            limiter.spentElsewhere("MESSAGE i g:1", -Long.MAX_VALUE, 0);
            limiter.spentElsewhere("NONSENSE i g:1", 1, 0);
            limiter.spentElsewhere("MESSAGE x g:1", 1, 0);
        }
        assertThat(limiter.buckets()).isEqualTo(1);
        assertThat(limiter.retryAfterMs(Kind.MESSAGE, null, "g:1", "", 0)).isBetween(1L, 60_000L);
        assertThat(limiter.retryAfterMs(Kind.MESSAGE, null, "g:1", "", 61 * SECOND))
                .isZero();
    }

    /** The bound that docs/security.md states: as many bursts as nodes, and then what one node allows. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void whoUsesAllNodesAtOnceHasTheirBurstsAndThenOnesRate(int nodes) {
        Rate rate = new Rate(20, 40);
        long lateSeconds = 2;
        long seconds = 120;
        List<Limiter> limiters = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            limiters.add(limiter(rate, 1, 1, PLENTY));
            limiters.get(i).takeSpent();
        }
        Queue<List<Map<String, Long>>> told = new ArrayDeque<>();
        long allowed = 0;
        for (long now = 0; now < seconds * SECOND; now += 5 * MILLI) {
            for (Limiter limiter : limiters) {
                allowed += limiter.retryAfterMs(Kind.MESSAGE, null, "g:1", "", now) == 0 ? 1 : 0;
            }
            if (now % SECOND == 0) {
                told.add(limiters.stream().map(Limiter::takeSpent).toList());
                if (told.size() > lateSeconds) {
                    hear(limiters, told.remove(), now);
                }
            }
        }
        long bound =
                rate.perSecond() * seconds + nodes * rate.burst() + (nodes - 1) * rate.perSecond() * (lateSeconds + 1);
        System.out.println("LimiterTest: " + nodes + " nodes allowed " + allowed + " of at most " + bound + " in "
                + seconds + " s; apart they would have allowed " + nodes * (rate.perSecond() * seconds + rate.burst()));
        assertThat(allowed).isBetween(rate.perSecond() * seconds, bound);
    }

    private static void hear(List<Limiter> limiters, List<Map<String, Long>> told, long now) {
        for (int from = 0; from < told.size(); from++) {
            for (int to = 0; to < told.size(); to++) {
                if (from != to) {
                    Limiter limiter = limiters.get(to);
                    told.get(from).forEach((bucket, nanos) -> limiter.spentElsewhere(bucket, nanos, now));
                }
            }
        }
    }
}
