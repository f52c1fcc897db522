package chat.maru.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Act;
import chat.maru.log.Draft;
import chat.maru.log.LogStore;
import chat.maru.log.Receipt;
import chat.maru.log.RedisAddress;
import chat.maru.log.RedisLogStore;
import chat.maru.log.RedisOptions;
import chat.maru.support.FaultProxy;
import chat.maru.support.FaultProxy.Direction;
import chat.maru.support.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one real Redis, by the clock of the wall; one of them may be cut from it. */
class TwoNodesTest {
    private static final RoomName HALL = RoomName.parse("hall").orElseThrow();
    private static final int TICK_MILLIS = 100;
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int ROUNDS = 30;

    @TempDir
    private Path folder;

    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();
    private RedisServer redis;
    private FaultProxy proxy;
    private LogStore cutStore;
    private LogStore soundStore;
    private Node cut;
    private Node sound;

    @BeforeEach
    void start() throws IOException {
        redis = RedisServer.start(folder);
        proxy = FaultProxy.start(redis.uri());
        cutStore = store("redis://127.0.0.1:" + proxy.port());
        soundStore = store(redis.uri().toString());
        cut = new Node(cutStore);
        sound = new Node(soundStore);
        ticker.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static LogStore store(String uri) throws IOException {
        return new RedisLogStore(
                new RedisOptions(
                        RedisAddress.parse(uri), LogStore.Durability.DISK, 1 << 24, 1 << 24, TICK_MILLIS, 2_000),
                Clock.systemUTC());
    }

    private void tick() {
        cut.rooms.tick(System.nanoTime());
        sound.rooms.tick(System.nanoTime());
    }

    @AfterEach
    void stop() throws Exception {
        proxy.heal();
        ticker.shutdown();
        assertThat(ticker.awaitTermination(DEADLINE_NANOS, TimeUnit.NANOSECONDS))
                .isTrue();
        cutStore.close();
        soundStore.close();
        proxy.close();
        redis.close();
    }

    /** Gives how long it took, in milliseconds. */
    private static long until(String what, BooleanSupplier isSo) {
        long start = System.nanoTime();
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime() - start).as(what).isLessThan(DEADLINE_NANOS);
            Thread.onSpinWait();
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(DEADLINE_NANOS, TimeUnit.NANOSECONDS)
                .join();
    }

    private static boolean sees(Node.Guest guest, String... ids) {
        return guest.room.presence().whole().present().keySet().equals(java.util.Set.of(ids));
    }

    @Test
    void whoIsThereTypesAndReadsIsToldOnBoth() {
        Node.Guest ann = cut.join(HALL, "g:ann", "Ann");
        Node.Guest bob = sound.join(HALL, "g:bob", "Ann");
        long together = until("both see both", () -> sees(ann, "g:ann", "g:bob") && sees(bob, "g:ann", "g:bob"));
        until("one has a number", () -> ann.label().equals("Ann") && bob.label().equals("Ann 2"));
        bob.room.typing(bob, true);
        long typed = until("typing", () -> ann.room.typing().whole().equals(Map.of("g:bob", "Ann 2")));
        assertThat(now(bob.say("a", "hello"))).isInstanceOf(Receipt.Stored.class);
        until("spoken", () -> ann.room.typing().whole().isEmpty());
        until("heard", () -> ann.room.head().n() == 1);
        ann.room.markRead("g:ann", 1);
        long read = until("read", () -> bob.room.reads().whole().equals(Map.of("g:ann", 1L)));
        System.out.println("TwoNodesTest: seen after " + together + " ms, typing " + typed + " ms, read " + read);
        cut.leave(ann);
        until("gone", () -> sees(bob, "g:bob"));
    }

    @Test
    void whoIsCutFromRedisIsAloneWithItsOwnAndComesBackWithThem() {
        Node.Guest ann = cut.join(HALL, "g:ann", "Ann");
        Node.Guest bob = sound.join(HALL, "g:bob", "Bob");
        until("both see both", () -> sees(ann, "g:ann", "g:bob") && sees(bob, "g:ann", "g:bob"));
        proxy.hold(Direction.TO_SERVER, Direction.TO_CLIENT);
        long alone = until("each sees its own", () -> sees(ann, "g:ann") && sees(bob, "g:bob"));
        proxy.heal();
        long together = until("both see both", () -> sees(ann, "g:ann", "g:bob") && sees(bob, "g:ann", "g:bob"));
        System.out.println("TwoNodesTest: gone " + alone + " ms after a cut, back " + together + " ms after its end");
        assertThat(alone).isGreaterThan(5_000);
    }

    @Test
    void whoIsBannedOnOneNodeIsSentOutOnTheOther() {
        Node.Guest kim = cut.join(HALL, Node.MODERATOR, "Kim");
        Node.Guest bob = sound.join(HALL, "g:bob", "Bob");
        Order ban = new Order("a", Act.BAN, "g:bob", "", 600, "", false, "");
        now(cut.rooms.moderation().order(kim.room.admit(kim.identity(), ""), ban));
        long out = until("out", bob::isOut);
        System.out.println("TwoNodesTest: sent out " + out + " ms after the ban");
        assertThat(now(bob.say("a", "still here?").exceptionally(denied -> null)))
                .isNull();
    }

    @Test
    void nobodySpeaksTwiceAsOftenByWayOfTwoNodes() {
        Node.Guest kim = cut.join(HALL, Node.MODERATOR, "Kim");
        Node.Guest bob = sound.join(HALL, "g:bob", "Bob");
        Draft slow = Draft.state(Node.MODERATOR, "Kim", "slow", "slowModeSeconds", "600");
        now(kim.room.admit(kim.identity(), "").append(chat.maru.access.Verb.SET, slow));
        until("slow here too", () -> bob.room.rules().slowMillis() > 0);
        for (int i = 0; i < ROUNDS; i++) {
            Node.Guest here = cut.join(HALL, "g:" + i, "Member " + i);
            Node.Guest there = sound.join(HALL, "g:" + i, "Member " + i);
            CompletionStage<Receipt> first = here.say("a", "first");
            CompletionStage<Receipt> second = there.say("b", "second");
            CompletableFuture<?> both =
                    CompletableFuture.allOf(first.toCompletableFuture(), second.toCompletableFuture());
            until("answered", both::isDone);
            boolean isFirst = !first.toCompletableFuture().isCompletedExceptionally();
            assertThat(second.toCompletableFuture().isCompletedExceptionally())
                    .as("round %d", i)
                    .isEqualTo(isFirst);
            // A retry of what is stored has succeeded, on whichever node, and is no way to speak again.
            assertThat(now((isFirst ? there : here).say(isFirst ? "a" : "b", isFirst ? "first" : "second")))
                    .isEqualTo(new Receipt.Stored(((Receipt.Stored) now(isFirst ? first : second)).position(), true));
            assertThat(now(here.say("c", "again").exceptionally(e -> null))).isNull();
            assertThat(now(there.say("d", "again").exceptionally(e -> null))).isNull();
        }
        assertThat(kim.room.head().m()).isEqualTo(ROUNDS);
    }
}
