package chat.maru.hook;

import static chat.maru.hook.Hooked.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a webhook's name leads to: looked up once for a call, in the time of that call, and no second time. */
class LookupsTest {
    /** More than there are threads that call. */
    private static final int HANGING = 20;

    private static final int CALLS = 6;

    @TempDir
    private Path data;

    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger lookups = new AtomicInteger();

    @Test
    void namesThatNeverResolveHoldNobodyBeyondTheDeadlineAndOthersGoOn() throws Exception {
        try (Hooked server = new Hooked(data);
                Receiver receiver = new Receiver();
                Hooks hooks = hooks(server, true, this::hang)) {
            Map<String, String> state = new LinkedHashMap<>();
            for (int i = 0; i < HANGING; i++) {
                add(server, state, server.hook("http://hangs-" + i + ".invalid:9/hook"));
            }
            Hook good = server.hook("http://receiver.invalid:" + receiver.port() + "/hook");
            receiver.expect(add(server, state, good));
            long first = server.say(1);
            hooks.update(state);
            await(() -> receiver.positions().contains(first));
            // Each was given up and tried again, but there is still one lookup for each name.
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(2 * Hooked.TIMEOUT_MILLIS)) {
                long last = server.say(1);
                await(() -> receiver.positions().contains(last));
            }
            assertThat(lookups).hasValue(HANGING);
            assertThat(receiver.faults()).isEmpty();
            assertThat(hooks.allows(HookUrl.parse("http://hangs-1.invalid/"))
                            .toCompletableFuture()
                            .get(30, TimeUnit.SECONDS))
                    .as("whether a name is allowed of which nobody knows where it leads")
                    .isFalse();
        } finally {
            end.countDown();
        }
    }

    private InetAddress[] hang(String host) throws UnknownHostException {
        if (host.startsWith("receiver")) {
            return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
        }
        lookups.incrementAndGet();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new UnknownHostException(host);
    }

    /** A name that is another place each time: each call goes where its own lookup said, which is asked for once. */
    @Test
    void aCallGoesToTheAddressThatWasCheckedAndAsksForNoOther() throws Exception {
        try (Hooked server = new Hooked(data);
                Receiver one = new Receiver();
                Receiver two = new Receiver("127.0.0.2", one.port(), null);
                Hooks hooks = hooks(server, true, host -> turn())) {
            Map<String, String> state = new LinkedHashMap<>();
            String secret = add(server, state, server.hook("http://turns.invalid:" + one.port() + "/hook"));
            one.expect(secret);
            two.expect(secret);
            hooks.update(state);
            for (int i = 1; i <= CALLS; i++) {
                long last = server.say(1);
                Receiver receiver = i % 2 == 1 ? one : two;
                await(() -> receiver.positions().contains(last));
            }
            assertThat(lookups).hasValue(CALLS);
            assertThat(one.positions()).containsExactly(1L, 3L, 5L);
            assertThat(two.positions()).containsExactly(2L, 4L, 6L);
        }
    }

    private InetAddress[] turn() throws UnknownHostException {
        String address = lookups.getAndIncrement() % 2 == 0 ? "127.0.0.1" : "127.0.0.2";
        return new InetAddress[] {InetAddress.getByName(address)};
    }

    @Test
    void aNameWithOnePrivateAddressAmongItsOwnIsNotConnectedTo() throws Exception {
        try (Hooked server = new Hooked(data);
                Receiver receiver = new Receiver();
                Hooks hooks = hooks(server, false, host -> mixed())) {
            Map<String, String> state = new LinkedHashMap<>();
            HookUrl url = HookUrl.parse("http://mixed.invalid:" + receiver.port() + "/hook");
            add(server, state, server.hook(url.text()));
            hooks.update(state);
            server.say(1);
            await(() -> lookups.get() >= 4);
            assertThat(receiver.calls()).isEmpty();
            assertThat(hooks.allows(url).toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .isFalse();
        }
    }

    @Test
    void oneAddressThatIsNotPublicSpoilsANameWhereverItStands() throws Exception {
        InetAddress open = InetAddress.getByName("1.1.1.1");
        InetAddress closed = InetAddress.getByName("127.0.0.1");
        AddressRule rule = new AddressRule(false);
        assertThat(rule.pick(new InetAddress[] {open, open})).isEqualTo(open);
        for (InetAddress[] addresses : new InetAddress[][] {{open, closed}, {closed, open}, {open, open, closed}}) {
            assertThatThrownBy(() -> rule.pick(addresses)).isInstanceOf(HookFailure.class);
        }
    }

    /** The public one is never connected to either: whichever comes first. */
    private InetAddress[] mixed() throws UnknownHostException {
        InetAddress open = InetAddress.getByName("1.1.1.1");
        InetAddress closed = InetAddress.getByName("127.0.0.1");
        boolean closedFirst = lookups.getAndIncrement() % 2 == 0;
        return closedFirst ? new InetAddress[] {closed, open} : new InetAddress[] {open, closed};
    }

    private static Hooks hooks(Hooked server, boolean anywhere, Lookups.Resolver resolver) {
        HookTimes times = new HookTimes(Hooked.TIMEOUT_MILLIS, Hooked.RETRY_MILLIS_MAX);
        return new Hooks(server.maru().rooms(), new AddressRule(anywhere), times, Clock.systemUTC(), resolver);
    }

    /** Under a key that the server's own webhooks do not have. */
    private static String add(Hooked server, Map<String, String> state, Hook hook) {
        state.put(Hook.key(hook.id()), hook.value());
        return server.keep("test." + hook.id(), hook);
    }
}
