package chat.maru.hook;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.Grants;
import chat.maru.access.Identity;
import chat.maru.access.Verb;
import chat.maru.app.Maru;
import chat.maru.log.Draft;
import chat.maru.log.Receipt;
import chat.maru.room.RoomName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A webhook's receiver gets every entry, in order, whatever happens to it or to the server. */
class DeliveryTest {
    private static final Identity ADMIN =
            new Identity("u:kim", "kim", Identity.Source.LOGIN, Grants.parse("*=rwma"), Long.MAX_VALUE, "");
    private static final RoomName ROOM = RoomName.parse("Lobby").orElseThrow();
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path data;

    private int said;

    @Test
    void nothingIsSkippedThroughErrorsTimeoutsRedirectsRestartsAndAReceiverThatIsDown() throws Exception {
        Receiver receiver;
        Hook hook;
        try (Maru maru = start()) {
            say(maru, 3);
            try (Receiver first = new Receiver(0, "")) {
                hook = make(maru, first.port());
            }
            // Nobody listens there now.
            say(maru, 150);
        }
        receiver = new Receiver(hook.url().port(), hook.secret());
        try (receiver) {
            receiver.answer(500, 302, Receiver.SILENCE, 429, 200, 503);
            try (Maru maru = start()) {
                say(maru, 20);
                await(() -> receiver.calls() >= 5);
                say(maru, 30);
            }
            try (Maru maru = start()) {
                say(maru, 7);
                await(() -> receiver.positions().contains((long) said));
            }
            List<Long> all = LongStream.rangeClosed(4, said).boxed().toList();
            assertThat(receiver.positions().stream().distinct().toList()).isEqualTo(all);
            assertThat(receiver.faults()).isEmpty();
            assertThat(receiver.repeated()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void whoSaysGoneIsCalledNoMoreAlsoAfterARestart() throws Exception {
        try (Receiver receiver = new Receiver(0, "whsec_AAAA")) {
            receiver.answer(410);
            try (Maru maru = start()) {
                make(maru, receiver.port());
                say(maru, 1);
                await(() -> maru.hooks().list().get(0).gone());
                say(maru, 5);
            }
            try (Maru maru = start()) {
                say(maru, 5);
                assertThat(maru.hooks().list()).allMatch(Hook::gone);
            }
            assertThat(receiver.calls()).isEqualTo(1);
        }
    }

    @Test
    void aDeletedHookIsCalledNoMore() throws Exception {
        try (Maru maru = start();
                Receiver other = new Receiver(0, "")) {
            Hook deleted = make(maru, other.port());
            set(maru, Hook.key(deleted.id()), "");
            say(maru, 5);
            assertThat(maru.hooks().list()).isEmpty();
            assertThat(other.calls()).isZero();
        }
    }

    private Maru start() {
        return Maru.start(
                data,
                Map.of(
                        "maru.hooksPrivate", "true",
                        "maru.hookTimeoutMs", "500",
                        "maru.hookRetryMsMax", "50",
                        "maru.data", data.toString()));
    }

    private static Hook make(Maru maru, int port) {
        HookUrl url = HookUrl.parse("http://127.0.0.1:" + port + "/hook");
        Hook hook = now(maru.rooms()
                .visit(
                        ROOM,
                        ADMIN,
                        "",
                        room -> CompletableFuture.completedStage(Hooks.make(
                                ROOM, url, room.head().epoch(), room.head().n()))));
        set(maru, Hook.key(hook.id()), hook.value());
        return hook;
    }

    private static void set(Maru maru, String key, String value) {
        Receipt receipt = now(maru.rooms()
                .visit(
                        RoomName.SERVER,
                        ADMIN,
                        "",
                        server -> maru.rooms()
                                .moderation()
                                .administer(server, "set-" + key + value.length(), key, value)));
        assertThat(receipt).isInstanceOf(Receipt.Stored.class);
    }

    private void say(Maru maru, int messages) {
        for (int i = 0; i < messages; i++) {
            said++;
            Draft draft = Draft.message(ADMIN.id(), ADMIN.name(), "m" + said, "message " + said, 0);
            Receipt receipt = now(maru.rooms().visit(ROOM, ADMIN, "", room -> room.append(Verb.PUBLISH, draft)));
            assertThat(receipt).isInstanceOf(Receipt.Stored.class);
        }
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the deadline").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
