package chat.maru.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.NameKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who is in a room by way of any node, as every node sees it. The clock is the test's. */
class AbroadTest {
    private static final RoomName HALL = RoomName.parse("hall").orElseThrow();
    private static final RoomName YARD = RoomName.parse("yard").orElseThrow();

    /** Told, heard, and published. */
    private static final int BEATS = 3;

    /** Until all agree after anything: silence, a question, an answer, and names that give way to each other. */
    private static final int BEATS_TO_AGREE = 30;

    private static final int STEPS = 120;

    private final Hub hub = new Hub();
    private final List<Hub.Ear> ears = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private long now = System.nanoTime();

    private Node node() {
        Hub.Ear ear = hub.join("abcdefgh".substring(0, ears.size() + 1));
        ears.add(ear);
        nodes.add(new Node(NodeStore.of(ear)));
        return nodes.get(nodes.size() - 1);
    }

    private void beat() {
        now += TimeUnit.SECONDS.toNanos(1);
        nodes.forEach(node -> node.rooms.tick(now));
    }

    private void beats(int count) {
        for (int i = 0; i < count; i++) {
            beat();
        }
    }

    @Test
    void whoIsOnAnyNodeIsOnEveryNode() {
        Node one = node();
        Node two = node();
        one.join(HALL, "g:ann", "Ann");
        two.join(HALL, "g:bob", "Bob");
        beats(BEATS);
        for (Node node : nodes) {
            assertThat(node.presence(HALL).present())
                    .containsExactlyInAnyOrderEntriesOf(Map.of("g:ann", "Ann", "g:bob", "Bob"));
        }
        assertThat(two.presence(YARD)).isEqualTo(Presence.NOBODY);
        one.join(YARD, "g:ann", "Ann");
        beats(BEATS);
        assertThat(two.presence(YARD).present()).as("nobody is in it here").containsOnlyKeys("g:ann");
    }

    @Test
    void oneIdentityOnTwoNodesIsOneMemberWithOneName() {
        Node one = node();
        Node two = node();
        Node.Guest desk = one.join(HALL, "g:ann", "Ann");
        beats(BEATS);
        Node.Guest phone = two.join(HALL, "g:ann", "Anna");
        beats(BEATS);
        for (Node node : nodes) {
            assertThat(node.presence(HALL).present()).isEqualTo(Map.of("g:ann", "Anna"));
        }
        assertThat(desk.label()).as("the name that was said last").isEqualTo("Anna");
        one.leave(desk);
        beats(BEATS + 6);
        assertThat(one.presence(HALL).count()).as("the other is still there").isEqualTo(1);
        two.leave(phone);
        beats(BEATS + 6);
        assertThat(nodes).allMatch(node -> node.presence(HALL).count() == 0);
    }

    @Test
    void aPageThatIsLoadedAgainIsNoNewsOnTheOtherNode() {
        Node one = node();
        Node two = node();
        Node.Guest ann = one.join(HALL, "g:ann", "Ann");
        Node.Guest bob = two.join(HALL, "g:bob", "Bob");
        beats(BEATS);
        long known = bob.room.presence().version();
        one.leave(ann);
        beats(BEATS);
        one.join(HALL, "g:ann", "Ann");
        beats(10);
        assertThat(bob.room.presence().version()).isEqualTo(known);
        assertThat(bob.room.presence().whole().count()).isEqualTo(2);
    }

    @Test
    void aNodeThatIsSilentIsGoneWithinTenSecondsAndNotAfterASecond() {
        Node one = node();
        Node two = node();
        one.join(HALL, "g:ann", "Ann");
        Node.Guest bob = two.join(HALL, "g:bob", "Bob");
        beats(BEATS);
        nodes.remove(one);
        beats(5);
        assertThat(bob.room.presence().whole().count()).isEqualTo(2);
        beats(5);
        assertThat(bob.room.presence().whole().present()).containsOnlyKeys("g:bob");
    }

    @Test
    void whoWasCutComesBackWithItsMembersAndSeesTheOthers() {
        Node one = node();
        Node two = node();
        one.join(HALL, "g:ann", "Ann");
        two.join(HALL, "g:bob", "Bob");
        beats(BEATS);
        ears.get(0).cut(true);
        beats(10);
        assertThat(one.presence(HALL).present()).containsOnlyKeys("g:ann");
        assertThat(two.presence(HALL).present()).containsOnlyKeys("g:bob");
        one.join(HALL, "g:cat", "Cat");
        ears.get(0).cut(false);
        beats(2 * BEATS);
        for (Node node : nodes) {
            assertThat(node.presence(HALL).present()).containsOnlyKeys("g:ann", "g:bob", "g:cat");
        }
    }

    @Test
    void whatWasNotHeardIsMissedByItsNumberAndAskedFor() {
        Node one = node();
        Node two = node();
        Node.Guest ann = one.join(HALL, "g:ann", "Ann");
        beats(BEATS);
        one.leave(ann);
        one.join(YARD, "g:bob", "Bob");
        for (int i = 0; i < 7; i++) {
            now += TimeUnit.SECONDS.toNanos(1);
            one.rooms.tick(now);
            ears.get(1).lose();
            two.rooms.tick(now);
        }
        assertThat(two.presence(HALL).count()).isEqualTo(1);
        beats(3 * BEATS);
        assertThat(two.presence(HALL).count()).isZero();
        assertThat(two.presence(YARD).count()).isEqualTo(1);
    }

    @Test
    void theSameNameOnTwoNodesIsOnesAndTheOtherGetsANumber() {
        Node one = node();
        Node two = node();
        Node.Guest bob = one.join(HALL, "g:bob", "지수");
        Node.Guest ann = two.join(HALL, "g:ann", "지수");
        beats(2 * BEATS);
        assertThat(List.of(ann.label(), bob.label())).containsExactly("지수", "지수 2");
        assertThat(two.join(HALL, "g:aaa", "지수").label())
                .as("who has it keeps it")
                .isEqualTo("지수 3");
        Node.Guest known = one.join(HALL, "u:jisu", "지수");
        beats(2 * BEATS);
        assertThat(known.label()).as("more than a secret says so").isEqualTo("지수");
        assertThat(ann.label()).isEqualTo("지수 4");
    }

    @Test
    void whoTypesThereIsSeenHereAndForgotten() {
        Node one = node();
        Node two = node();
        Node.Guest ann = one.join(HALL, "g:ann", "Ann");
        Node.Guest bob = two.join(HALL, "g:bob", "Bob");
        ann.room.typing(ann, true);
        beats(BEATS);
        assertThat(bob.room.typing().whole()).isEqualTo(Map.of("g:ann", "Ann"));
        ann.room.typing(ann, false);
        beats(BEATS);
        assertThat(bob.room.typing().whole()).isEmpty();
        ann.room.typing(ann, true);
        beats(BEATS);
        nodes.remove(one);
        beats(7);
        assertThat(bob.room.typing().whole()).as("believed for six seconds").isEmpty();
    }

    @Test
    void thousandsAreToldInPiecesAndToAllWhoAsk() {
        Node one = node();
        for (int i = 0; i < 20_000; i++) {
            one.join(HALL, "g:" + i, "member " + i);
        }
        beats(10);
        long before = hub.bytes();
        beats(60);
        System.out.println("AbroadTest: " + (hub.bytes() - before) / 60 + " bytes a second for 20,000 who stay");
        assertThat(hub.bytes() - before).isLessThan(60 * 100);
        Node two = node();
        Node three = node();
        before = hub.bytes();
        beats(20);
        System.out.println("AbroadTest: " + (hub.bytes() - before) + " bytes told to two nodes that came");
        assertThat(two.presence(HALL).count()).isEqualTo(20_000);
        assertThat(three.presence(HALL).count()).isEqualTo(20_000);
    }

    @Test
    void whateverHappensAllAgreeInTheEndAndNoTwoLookAlike() {
        long seeds = Long.getLong("maru.test.seeds", 1000) / 10;
        System.out.println("AbroadTest seeds 0 to " + (seeds - 1));
        for (long seed = 0; seed < seeds; seed++) {
            new AbroadTest().play(seed);
        }
    }

    private void play(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 3; i++) {
            node();
        }
        for (int step = 0; step < STEPS; step++) {
            step(random);
        }
        ears.forEach(ear -> ear.cut(false));
        beats(BEATS_TO_AGREE);
        assertAgreed(seed);
    }

    private void step(SplittableRandom random) {
        int which = random.nextInt(nodes.size());
        Node node = nodes.get(which);
        String name = List.of("지수", "지수 2", "bob", "B0B").get(random.nextInt(4));
        Node.Guest somebody = node.here.isEmpty() ? null : node.here.get(random.nextInt(node.here.size()));
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                int who = random.nextInt(8);
                node.join(random.nextBoolean() ? HALL : YARD, (who < 6 ? "g:" : "u:") + who, name);
            }
            case 3, 4 -> {
                if (somebody != null) {
                    node.leave(somebody);
                }
            }
            case 5 -> {
                if (somebody != null) {
                    somebody.room.rename(somebody, name);
                }
            }
            case 6 -> ears.get(which).cut(!ears.get(which).isCut());
            case 7 -> ears.get(which).lose();
            default -> beats(random.nextInt(1, 5));
        }
    }

    private void assertAgreed(long seed) {
        for (RoomName room : List.of(HALL, YARD)) {
            Map<String, String> expected = new TreeMap<>();
            for (Node node : nodes) {
                for (Node.Guest guest : node.here) {
                    if (guest.room.key().equals(room.key())) {
                        String before = expected.put(guest.identity().id(), guest.label());
                        assertThat(before == null || before.equals(guest.label()))
                                .as(
                                        "seed %d: %s has one name",
                                        seed, guest.identity().id())
                                .isTrue();
                    }
                }
            }
            for (Node node : nodes) {
                assertThat(new TreeMap<>(node.presence(room).present()))
                        .as("seed %d, %s", seed, room.key())
                        .isEqualTo(expected);
            }
            assertNoneAlike(seed, expected);
        }
    }

    private static void assertNoneAlike(long seed, Map<String, String> names) {
        Map<String, String> looks = new HashMap<>();
        names.forEach((id, name) -> {
            for (String look : NameKey.of(name).looks()) {
                assertThat(looks.put(look, id))
                        .as("seed %d: %s is %s", seed, id, name)
                        .isIn(null, id);
            }
        });
    }
}
