package chat.maru.hook;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.Grants;
import chat.maru.access.Identity;
import chat.maru.access.Verb;
import chat.maru.app.Maru;
import chat.maru.log.Draft;
import chat.maru.log.Entry;
import chat.maru.log.Head;
import chat.maru.log.Receipt;
import chat.maru.log.Restore;
import chat.maru.room.Admission;
import chat.maru.room.RoomName;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A server in this process, with one room that webhooks read and an impatient way to try again. Thread-safe. */
final class Hooked implements AutoCloseable {
    static final int TIMEOUT_MILLIS = 1_500;
    static final int RETRY_MILLIS_MAX = 50;

    private static final Identity ADMIN =
            new Identity("u:kim", "kim", Identity.Source.LOGIN, Grants.parse("*=rwma"), Long.MAX_VALUE, "");
    private static final RoomName ROOM = RoomName.parse("Lobby").orElseThrow();
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Maru maru;

    /** With settings such as {@code "maru.log", "memory:"}. */
    Hooked(Path data, String... settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "maru.hooksPrivate", "true",
                "maru.hookTimeoutMs", Integer.toString(TIMEOUT_MILLIS),
                "maru.hookRetryMsMax", Integer.toString(RETRY_MILLIS_MAX),
                "maru.data", data.toString()));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        maru = Maru.start(data, all);
    }

    Maru maru() {
        return maru;
    }

    Hook make(Receiver receiver) {
        return make("http://127.0.0.1:" + receiver.port() + "/hook", receiver);
    }

    /** A webhook at work, whose signatures {@code receiver} is told to expect. */
    Hook make(String url, Receiver receiver) {
        Hook hook = hook(url);
        receiver.expect(keep(Hook.key(hook.id()), hook));
        return hook;
    }

    /** A webhook from here on, of which the server knows nothing yet. */
    Hook hook(String url) {
        Head head = head();
        String id = UUID.randomUUID().toString().replace("-", "");
        return new Hook(id, ROOM, HookUrl.parse(url), head.epoch(), head.n(), false);
    }

    /** Makes the server keep a webhook, and a new secret for it, under a key of its state. */
    String keep(String key, Hook hook) {
        String secret = Hooks.mint();
        stored(atServer(
                server -> moderation().entrust(server, "make-" + hook.id(), key, hook.value(), hook.owner(), secret)));
        return secret;
    }

    void delete(Hook hook) {
        stored(atServer(
                server -> moderation().forget(server, "delete-" + hook.id(), Hook.key(hook.id()), "", hook.owner())));
    }

    private chat.maru.room.Moderation moderation() {
        return maru.rooms().moderation();
    }

    <T> T atServer(Function<Admission, CompletionStage<T>> visit) {
        return now(maru.rooms().visit(RoomName.SERVER, ADMIN, "", visit));
    }

    <T> T atRoom(Function<Admission, CompletionStage<T>> visit) {
        return now(maru.rooms().visit(ROOM, ADMIN, "", visit));
    }

    /** Says so many messages; the last position. */
    long say(int messages) {
        for (int i = 0; i < messages; i++) {
            String id = UUID.randomUUID().toString();
            Draft draft = Draft.message(ADMIN.id(), ADMIN.name(), id, "message " + id, 0);
            stored(atRoom(room -> room.append(Verb.PUBLISH, draft)));
        }
        return head().n();
    }

    Head head() {
        return atRoom(room -> CompletableFuture.completedStage(room.head()));
    }

    Head clear() {
        return atRoom(room -> moderation().clear(room, UUID.randomUUID().toString(), ""));
    }

    List<Entry> entries() {
        return atRoom(room -> room.export(0, 1_000, 1 << 20)).entries();
    }

    Head restore(List<Entry> entries) {
        return atRoom(room -> room.upkeep().restore().thenCompose(restore -> fill(restore, entries)));
    }

    private static CompletionStage<Head> fill(Restore restore, List<Entry> entries) {
        return restore.add(entries)
                .thenCompose(added -> restore.finish(Map.of()))
                .whenComplete((head, failure) -> restore.close());
    }

    private static void stored(Receipt receipt) {
        assertThat(receipt).isInstanceOf(Receipt.Stored.class);
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the deadline").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Override
    public void close() {
        maru.close();
    }
}
