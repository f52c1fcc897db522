package chat.maru.client;

import static chat.maru.client.Heard.in;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.MemoryLogStore;
import chat.maru.support.EmbeddedMaru;
import chat.maru.support.TestMember;
import chat.maru.support.TestTokens;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Java client of somebody whom a token names, over real sockets. */
class TokensTest {
    /** What a token lasts beyond its end, since clocks differ. */
    private static final int SKEW_SECONDS = 60;

    private final Heard heard = new Heard();
    private EmbeddedMaru maru;

    @BeforeEach
    void start() throws Exception {
        List<String> settings = new ArrayList<>(Arrays.asList(TestTokens.settings()));
        settings.addAll(List.of("maru.administrators", "u:root"));
        maru = EmbeddedMaru.start(
                new MemoryLogStore(1_000, 1 << 20, Clock.systemUTC()), settings.toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        maru.close();
    }

    private static String token(String who, long seconds) {
        return TestTokens.of(who, Map.of(), seconds, "");
    }

    /** One that ends within so many seconds, so that the server asks for another at once. */
    private static String ending(String who, long seconds) {
        return token(who, seconds - SKEW_SECONDS);
    }

    private MaruClient join(Supplier<String> tokens) {
        return MaruClient.connect(maru.uri("/chat/hall"), Options.DEFAULT.withTokens(tokens), heard);
    }

    /** One after the other, the last one for ever. */
    private static Supplier<String> inTurn(String... tokens) {
        Queue<String> left = new ArrayDeque<>(List.of(tokens));
        return () -> {
            synchronized (left) {
                return left.size() > 1 ? left.remove() : left.element();
            }
        };
    }

    @Test
    void aTokenSaysWhoSomebodyIs() {
        try (MaruClient bob = join(() -> token("bob", 600))) {
            assertThat(in(bob.welcome()).you().id()).isEqualTo("u:bob");
            assertThat(in(bob.welcome()).rights()).isEqualTo("rw");
        }
    }

    @Test
    void aTokenThatEndsIsRenewedInTheConnectionThoughTheSupplierIsSlow() throws Exception {
        Supplier<String> tokens = inTurn(ending("bob", 5), token("bob", 600));
        AtomicInteger asked = new AtomicInteger();
        String dora = ending("dora", 7);
        CountDownLatch asking = new CountDownLatch(2);
        CountDownLatch login = new CountDownLatch(1);
        try (MaruClient bob = join(() -> {
                    asking.countDown();
                    if (asked.getAndIncrement() == 1) {
                        awaitLatch(login);
                    }
                    return tokens.get();
                });
                MaruClient later = MaruClient.connect(
                        maru.uri("/chat/hall"),
                        Options.DEFAULT.withReconnect(false).withTokens(() -> dora))) {
            in(later.welcome());
            in(bob.welcome());
            awaitLatch(asking);
            in(later.publish("while the login takes its time"));
            assertThat(heard.skipTo("message")).isEqualTo("message 1 while the login takes its time");
            login.countDown();
            assertThat(in(later.closed()).code()).as("a token that ended later").isEqualTo(4012);
            assertThat(in(bob.publish("still here")).n()).isEqualTo(2);
            bob.close();
            in(bob.closed());
            assertThat(heard.skipTo("message 2")).isNotNull();
            assertThat(heard.skipTo("closed")).isEqualTo("closed 1000");
            assertThat(heard.count("welcome")).as("the connection stayed").isEqualTo(1);
            assertThat(asked).hasValue(2);
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(TestMember.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoseTokenIsOverComesBackWithAnotherAndLosesNothing() throws Exception {
        Supplier<String> tokens = inTurn(ending("bob", 3), ending("bob", 3), token("bob", 600));
        try (MaruClient bob = join(tokens)) {
            in(bob.publish("one"));
            assertThat(heard.skipTo("lost")).isEqualTo("lost 4012");
            assertThat(in(bob.publish("two")).n()).isEqualTo(2);
            assertThat(heard.skipTo("welcome")).isEqualTo("welcome bob resumed true");
            assertThat(heard.skipTo("message")).isEqualTo("message 2 two");
        }
    }

    @Test
    void whoHasNoOtherTokenEndsWithTheServersCode() {
        String only = ending("bob", 3);
        MaruClient bob = join(() -> only);
        in(bob.welcome());
        ClosedException end = in(bob.closed());
        assertThat(end.code()).isEqualTo(4012);
        assertThat(end).hasMessage("closed with 4012: tokenExpired");
    }

    @Test
    void aTokenThatIsTakenBackIsTheEndUnlessThereIsAnother() throws Exception {
        String taken = TestTokens.of("bob", Map.of(), 600, "t-1");
        MaruClient bob = join(() -> taken);
        in(bob.welcome());
        Supplier<String> tokens = inTurn(taken, TestTokens.of("bob", Map.of(), 600, "t-2"));
        try (MaruClient other = MaruClient.connect(maru.uri("/chat/hall"), Options.DEFAULT.withTokens(tokens))) {
            in(other.welcome());
            revoke("t-1");
            assertThat(in(bob.closed()).code()).isEqualTo(4510);
            assertThat(in(other.publish("with another")).n()).isEqualTo(1);
        }
        assertThat(in(join(() -> taken).closed()).code()).as("at the hello").isEqualTo(4510);
    }

    @Test
    void aSupplierThatFailsIsAskedAgain() throws Exception {
        Queue<Integer> asked = new ConcurrentLinkedQueue<>();
        try (MaruClient bob = join(() -> {
            asked.add(1);
            if (asked.size() == 1) {
                throw new IllegalStateException("the login is down");
            }
            return token("bob", 600);
        })) {
            assertThat(heard.next()).isEqualTo("lost 1006");
            assertThat(in(bob.welcome()).you().id()).isEqualTo("u:bob");
            assertThat(asked).hasSize(2);
        }
    }

    private void revoke(String tokenId) {
        maru.administer(maru.who(token("root", 600)), "revoked." + tokenId, "1");
    }
}
