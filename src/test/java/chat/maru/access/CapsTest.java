package chat.maru.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapsTest {
    private static final Caps.Bounds BOUNDS = new Caps.Bounds(20, 6, 3, 10, 4);

    @Test
    void eachBoundHoldsAndFreesItsPlace() {
        Caps caps = new Caps(new Caps.Bounds(5, 3, 2, 4, 2));
        List<Caps.Lease> leases = new ArrayList<>();
        leases.add(caps.open("a").orElseThrow());
        leases.add(caps.open("a").orElseThrow());
        assertThat(caps.open("a")).as("silent at one address").isEmpty();
        assertThat(leases.get(0).identify("mina")).isTrue();
        leases.add(caps.open("a").orElseThrow());
        assertThat(leases.get(1).identify("mina")).isTrue();
        assertThat(caps.open("a")).as("of one address").isEmpty();
        assertThat(leases.get(2).identify("mina")).as("of one identity").isFalse();
        assertThat(leases.get(2).identify("jisu")).isTrue();
        leases.add(caps.open("").orElseThrow());
        leases.add(caps.open("").orElseThrow());
        assertThat(caps.open("b")).as("all").isEmpty();
        leases.get(0).close();
        assertThat(caps.open("b")).isPresent();
        assertThat(caps.of("mina")).isEqualTo(1);
    }

    @Test
    void aLeaseCountsOnceHoweverOftenItIsClosedOrIdentified() {
        Caps caps = new Caps(BOUNDS);
        Caps.Lease lease = caps.open("a").orElseThrow();
        Caps.Lease other = caps.open("a").orElseThrow();
        assertThat(lease.identify("mina")).isTrue();
        assertThat(lease.identify("mina")).isTrue();
        assertThat(caps.of("mina")).isEqualTo(1);
        assertThat(caps.unidentified()).isEqualTo(1);
        lease.close();
        lease.close();
        assertThat(lease.identify("mina")).isFalse();
        assertThat(caps.all()).isEqualTo(1);
        other.close();
        assertThat(caps.all() + caps.unidentified() + caps.names()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void nothingLeaksAndNoBoundIsPassedWhateverTheOrder(long seed) throws Exception {
        System.out.println("seed " + seed);
        Caps caps = new Caps(BOUNDS);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> visitors = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Random random = new Random(seed * 100 + i);
                visitors.add(() -> visit(caps, random));
            }
            int opened = 0;
            for (Future<Integer> visitor : threads.invokeAll(visitors)) {
                opened += visitor.get();
            }
            assertThat(opened).isGreaterThan(1_000);
        } finally {
            threads.shutdownNow();
        }
        assertThat(caps.all()).isZero();
        assertThat(caps.unidentified()).isZero();
        assertThat(caps.names()).isZero();
    }

    /** Opens, identifies and closes at random, and closes everything in the end, some of it twice. */
    private static int visit(Caps caps, Random random) {
        List<Caps.Lease> mine = new ArrayList<>();
        int opened = 0;
        for (int i = 0; i < 20_000; i++) {
            int what = random.nextInt(4);
            if (what == 0) {
                opened += caps.open(random.nextInt(5) == 0 ? "" : "a" + random.nextInt(3))
                                .map(mine::add)
                                .isPresent()
                        ? 1
                        : 0;
            } else if (!mine.isEmpty()) {
                Caps.Lease lease = mine.get(random.nextInt(mine.size()));
                if (what == 1) {
                    lease.identify("i" + random.nextInt(4));
                } else {
                    lease.close();
                    mine.removeIf(one -> one == lease && random.nextBoolean());
                }
            }
            assertThat(caps.all()).isBetween(0, BOUNDS.all());
            assertThat(caps.unidentified()).isBetween(0, BOUNDS.unidentified());
            assertThat(caps.of("i1")).isBetween(0, BOUNDS.perIdentity());
        }
        mine.forEach(Caps.Lease::close);
        mine.forEach(Caps.Lease::close);
        return opened;
    }
}
