package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.endpoint.BusyModerator.Done;
import chat.maru.log.Entry;
import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Moderators who contradict each other at the same moment, and people who never stop talking. */
class ConcurrentModeratorsTest extends ModeratedHall {
    private static final List<String> MODERATORS = List.of("kim", "lee", "may", "root");
    private static final List<String> PEOPLE = List.of("bob", "cat", "dan");
    private static final int ACTS = 60;
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void theOrderOfTheEntriesExplainsTheStateTheAuditAndWhoSpoke() throws Exception {
        long seed = Long.getLong("maru.test.seed", System.nanoTime());
        System.out.println("concurrent moderators, seed " + seed);
        try (TestMember ann = join("ann")) {
            PEOPLE.forEach(person -> threads.execute(() -> talk(person)));
            List<Done> done = moderate(seed);
            over.set(true);
            threads.shutdown();
            assertThat(threads.awaitTermination(DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            List<JsonObject> entries = entries();
            assertExplained(entries);
            assertOnce(done, entries);
            assertSeen(ann, entries);
            System.out.println(done.size() + " acts among " + entries.size() + " entries");
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    private List<Done> moderate(long seed) throws Exception {
        List<Future<List<Done>>> all = new ArrayList<>();
        for (String name : MODERATORS) {
            Random random = new Random(seed * 31 + name.hashCode());
            all.add(threads.submit(new BusyModerator(name, join(name), join(name), PEOPLE, random, ACTS)));
        }
        List<Done> done = new ArrayList<>();
        for (Future<List<Done>> one : all) {
            done.addAll(one.get(DEADLINE.toSeconds(), TimeUnit.SECONDS));
        }
        return done;
    }

    /** Comes back as often as it is sent out. */
    private void talk(String person) {
        int said = 0;
        while (!over.get()) {
            try (TestMember member = TestMember.v1(maru.uri("/chat/hall"), hello(person, ""))) {
                while (member.isOpen() && !over.get()) {
                    member.publish(person + said, "said " + said++);
                    LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** All entries of the room, for somebody who comes late. */
    private List<JsonObject> entries() {
        List<JsonObject> entries = new ArrayList<>();
        try (TestMember late = join("late", ",\"after\":{\"n\":0}")) {
            for (JsonObject frame = late.next(); !frame.getString("type").equals("caughtUp"); frame = late.next()) {
                entries.add(frame);
            }
        }
        return entries;
    }

    private void assertExplained(List<JsonObject> entries) {
        HallReplay replay = new HallReplay();
        entries.forEach(replay::replay);
        Map<String, String> state = visit("root", hall -> hall.upkeep().state());
        long now = System.currentTimeMillis();
        assertThat(HallReplay.current(state, now)).isEqualTo(replay.state(now));
    }

    private void assertOnce(List<Done> done, List<JsonObject> entries) {
        List<Done> stored = entries.stream()
                .filter(entry -> List.of("moderation", "state", "delete").contains(entry.getString("type")))
                .map(entry ->
                        new Done(entry.getJsonObject("from").getString("id"), entry.getString("id"), entry.getInt("n")))
                .toList();
        assertThat(stored).containsExactlyInAnyOrderElementsOf(done);
        assertThat(audit())
                .extracting(Entry::author, Entry::id)
                .containsExactlyInAnyOrderElementsOf(done.stream()
                        .map(one -> org.assertj.core.groups.Tuple.tuple(one.author(), one.id()))
                        .toList());
    }

    /** Who was there all the time saw the same acts at the same positions. */
    private static void assertSeen(TestMember ann, List<JsonObject> entries) {
        List<JsonObject> seen = new ArrayList<>();
        while (seen.size() < entries.size()) {
            JsonObject frame = ann.next();
            if (frame.containsKey("m")) {
                seen.add(frame);
            }
        }
        for (int i = 0; i < entries.size(); i++) {
            JsonObject late = entries.get(i);
            if (late.getBoolean("deleted", false)) {
                assertThat(seen.get(i).getInt("n")).isEqualTo(late.getInt("n"));
            } else {
                assertThat(seen.get(i)).isEqualTo(late);
            }
        }
    }
}
