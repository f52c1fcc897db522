package chat.maru.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.maru.access.Grants;
import chat.maru.access.Identity;
import chat.maru.access.Origins;
import chat.maru.access.Policy;
import chat.maru.access.Verb;
import chat.maru.log.Draft;
import chat.maru.log.LogStore;
import chat.maru.log.MemoryLogStore;
import chat.maru.log.Receipt;
import chat.maru.log.RoomLog;
import chat.maru.support.PassingLog;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final int TALKERS = 4;
    private static final int EACH = 20_000;
    private static final int CHANGE_EVERY = 100;

    private final Turns turns = new Turns();
    private final List<String> taken = new ArrayList<>();

    @Test
    void whoComesBehindAChangeWaitsForItAndKeepsTheOrder() {
        CompletableFuture<String> change = new CompletableFuture<>();
        turns.alone(() -> take("change", change));
        CompletionStage<String> first = turns.together(() -> take("first", now()));
        turns.alone(() -> take("second", now()));
        turns.together(() -> take("third", now()));
        assertThat(taken).containsExactly("change");
        assertThat(first.toCompletableFuture()).isNotDone();
        change.complete("done");
        assertThat(taken).containsExactly("change", "first", "second", "third");
        assertThat(first.toCompletableFuture()).isCompleted();
    }

    @Test
    void whatIsStoredMeanwhileHoldsNobodyUp() {
        CompletableFuture<String> never = new CompletableFuture<>();
        turns.together(() -> take("slow", never));
        turns.together(() -> take("message", now()));
        turns.alone(() -> take("change", now()));
        assertThat(taken).containsExactly("slow", "message", "change");
    }

    /** As the commands of connections do that send on without waiting for an ack. */
    @Test
    void whatOneThreadWantsIsTakenInItsOrderWhoeverElseComes() throws InterruptedException {
        Map<Integer, List<Integer>> takenOf = new ConcurrentHashMap<>();
        CountDownLatch over = new CountDownLatch(TALKERS * EACH);
        for (int i = 0; i < TALKERS; i++) {
            List<Integer> own = takenOf.computeIfAbsent(i, talker -> Collections.synchronizedList(new ArrayList<>()));
            new Thread(() -> talk(own, over)).start();
        }
        assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(takenOf.values())
                .allSatisfy(own -> assertThat(own).hasSize(EACH).isSorted());
    }

    private void talk(List<Integer> own, CountDownLatch over) {
        for (int i = 0; i < EACH; i++) {
            int number = i;
            boolean change = number % CHANGE_EVERY == 0;
            Supplier<CompletionStage<String>> work = () -> {
                own.add(number);
                return change ? CompletableFuture.supplyAsync(() -> "later") : now();
            };
            CompletionStage<String> turn = change ? turns.alone(work) : turns.together(work);
            turn.whenComplete((done, failure) -> over.countDown());
        }
    }

    @Test
    void aTurnThatFailsIsOver() {
        CompletionStage<String> thrown = turns.alone(() -> {
            throw new IllegalStateException("thrown");
        });
        CompletionStage<String> failed =
                turns.alone(() -> CompletableFuture.failedStage(new IllegalStateException("failed")));
        turns.alone(() -> take("next", now()));
        assertThat(taken).containsExactly("next");
        for (CompletionStage<String> stage : List.of(thrown, failed)) {
            assertThatThrownBy(() -> stage.toCompletableFuture().join())
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    /** The state is read anew after the commit: whoever is judged in between was judged by the old one. */
    @Test
    void whatStandsBehindAChangeInTheLogWasJudgedByIt() {
        try (LogStore store = new MemoryLogStore(100, 1 << 20, Clock.systemUTC())) {
            CompletableFuture<Void> read = new CompletableFuture<>();
            RoomLog log = new SlowToRead(
                    store.open("hall", "hall").toCompletableFuture().join(), read);
            Room room = Room.open(log, Runnable::run, doors(store))
                    .toCompletableFuture()
                    .join();
            room.admit(user("u:kim"), "").append(Verb.SET, Draft.state("u:kim", "Kim", "a", "announcements", "true"));
            CompletionStage<Receipt> said = room.admit(user("u:bob"), "")
                    .append(Verb.PUBLISH, Draft.message("u:bob", "Bob", "a", "too late", 0));
            assertThat(room.head().n()).isEqualTo(1);
            assertThat(said.toCompletableFuture()).isNotDone();
            read.complete(null);
            assertThatThrownBy(() -> said.toCompletableFuture().join()).hasCauseInstanceOf(Denied.class);
            assertThat(room.head().n()).isEqualTo(1);
        }
    }

    private CompletionStage<String> take(String name, CompletionStage<String> done) {
        taken.add(name);
        return done;
    }

    private static CompletionStage<String> now() {
        return CompletableFuture.completedStage("now");
    }

    private static Identity user(String id) {
        return new Identity(id, id, Identity.Source.TOKEN, Grants.NONE, Long.MAX_VALUE, "");
    }

    private static Doors doors(LogStore store) {
        Grants all = Grants.parse("*=rw");
        Policy.Defaults defaults = new Policy.Defaults(all, all, Map.of(), Set.of("u:kim"), Set.of(), true);
        Policy policy = new Policy(new Origins(Set.of()), defaults);
        return new Doors(policy, List.of(), true, Integer.MAX_VALUE, 40, store, Clock.systemUTC());
    }

    /** Reads the state at once when the room is opened, and after that when the test says so. */
    private static final class SlowToRead extends PassingLog {
        private final CompletableFuture<Void> read;
        private boolean opened;

        SlowToRead(RoomLog log, CompletableFuture<Void> read) {
            super(log);
            this.read = read;
        }

        @Override
        public CompletionStage<Map<String, String>> state() {
            CompletionStage<Map<String, String>> state = super.state();
            boolean first = !opened;
            opened = true;
            return first ? state : state.thenCombine(read, (found, go) -> found);
        }
    }
}
