package chat.maru.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.GuestName;
import chat.maru.access.Identity;
import chat.maru.access.NameKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Names in a room: no two identities that are here look alike. */
class RosterTest {
    private static final int MAX = 40;
    private static final int STEPS = 200;
    private static final List<String> WANTED = List.of(
            "지수",
            "지수 2",
            "지수 3",
            "지\u0020수",
            "admin",
            "ADMlN",
            "adrnin",
            "B0B",
            "bob",
            "Bob 2",
            "BOT",
            "ВОТ",
            "bot",
            "вот",
            "nina");

    private final Roster roster = new Roster("hall", MAX);

    @Test
    void whoComesLaterGetsTheSmallestFreeNumber() {
        Person first = join(guest("g:1", "지수"));
        Person second = join(guest("g:2", "지수"));
        Person third = join(guest("g:3", "지수"));
        assertThat(List.of(first.name(), second.name(), third.name())).containsExactly("지수", "지수 2", "지수 3");
        leave(second, 0);
        roster.tick(TimeUnit.SECONDS.toNanos(6));
        assertThat(join(guest("g:4", "지수")).name()).isEqualTo("지수 2");
        assertThat(first.told).isEmpty();
    }

    @Test
    void alikeIsNotEqual() {
        join(guest("g:1", "bob"));
        assertThat(join(guest("g:2", "B0B")).name()).isEqualTo("B0B 2");
        assertThat(join(guest("g:3", "Ｂｏｂ")).name()).isEqualTo("Ｂｏｂ 3");
    }

    @Test
    void whoIsVouchedForHasTheNameAndTheGuestLearnsItsNewOne() {
        Person guest = join(guest("g:1", "지수"));
        Person known = join(known("u:jisu", "지수"));
        assertThat(known.name()).isEqualTo("지수");
        assertThat(known.told).isEmpty();
        assertThat(guest.told).containsExactly("지수 2");
        assertThat(join(known("u:other", "지수")).name()).isEqualTo("지수 3");
        roster.tick(1);
        assertThat(roster.live().whole().present())
                .containsExactlyInAnyOrderEntriesOf(Map.of("g:1", "지수 2", "u:jisu", "지수", "u:other", "지수 3"));
    }

    @Test
    void oneNameMayPushTwoGuestsAside() {
        Person small = join(guest("g:1", "bot"));
        Person capital = join(guest("g:2", "вот"));
        assertThat(capital.name()).as("alike in capitals").isEqualTo("вот 2");
        assertThat(join(known("u:1", "ВОТ")).name()).isEqualTo("ВОТ");
        assertThat(small.name()).isEqualTo("bot 3");
    }

    @Test
    void aNameIsHeldForTheGraceOfWhoeverLeft() {
        Person left = join(guest("g:1", "지수"));
        leave(left, 0);
        roster.tick(TimeUnit.SECONDS.toNanos(5));
        assertThat(join(guest("g:2", "지수")).name()).isEqualTo("지수 2");
        roster.tick(TimeUnit.SECONDS.toNanos(6));
        assertThat(join(guest("g:3", "지수")).name()).isEqualTo("지수");
    }

    @Test
    void whoeverComesBackInTheGraceHasItsNameStill() {
        leave(join(guest("g:1", "지수")), 0);
        Person numbered = join(guest("g:2", "지수"));
        leave(numbered, 0);
        assertThat(join(guest("g:1", "지수")).name()).isEqualTo("지수");
        assertThat(join(guest("g:2", "지수")).name()).isEqualTo("지수 2");
    }

    @Test
    void anIdentityHasOneNameOnAllItsConnections() {
        Person one = join(guest("g:1", "지수"));
        Person other = join(guest("g:1", "민호"));
        assertThat(one.told).containsExactly("민호");
        assertThat(other.told).isEmpty();
        assertThat(join(guest("g:2", "지수")).name())
                .as("nobody is called so now")
                .isEqualTo("지수");
    }

    @Test
    void aNewNameIsAnsweredOnceWhateverItIs() {
        Person jisu = join(guest("g:1", "지수"));
        Person minho = join(guest("g:2", "민호"));
        roster.rename(minho, "지수");
        roster.rename(minho, "지수");
        roster.rename(minho, "하나");
        assertThat(minho.told).containsExactly("지수 2", "지수 2", "하나");
        assertThat(jisu.told).isEmpty();
    }

    @Test
    void aNumberedNameFitsTheLimit() {
        String longest = "a".repeat(MAX);
        join(guest("g:1", longest));
        String numbered = join(guest("g:2", longest)).name();
        assertThat(GuestName.parse(numbered, MAX)).hasValue(numbered);
        assertThat(numbered).hasSize(MAX).endsWith("a 2");
    }

    @Test
    void aThousandOfOneNameAreNumberedSoon() {
        long began = System.nanoTime();
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            Person person = join(guest("g:" + i, "student"));
            assertThat(names.put(person.name(), person.identity.id())).isNull();
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        System.out.println("RosterTest 1000 of one name: " + millis + " ms");
        assertThat(millis).isLessThan(10 * 1500);
    }

    @Test
    void noTwoWhoAreHereEverLookAlike() {
        long seeds = Long.getLong("maru.test.seeds", 1000) / 10;
        System.out.println("RosterTest seeds 0 to " + (seeds - 1));
        for (long seed = 0; seed < seeds; seed++) {
            play(seed);
        }
    }

    private static void play(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RosterTest room = new RosterTest();
        List<Person> here = new ArrayList<>();
        long now = 0;
        for (int step = 0; step < STEPS; step++) {
            int dice = random.nextInt(10);
            String name = WANTED.get(random.nextInt(WANTED.size()));
            int who = random.nextInt(8);
            if (dice < 4) {
                here.add(room.join(who < 5 ? guest("g:" + who, name) : known("u:" + who, name)));
            } else if (dice < 7 && !here.isEmpty()) {
                room.roster.rename(here.get(random.nextInt(here.size())), name);
            } else if (dice < 9 && !here.isEmpty()) {
                room.leave(here.remove(random.nextInt(here.size())), now);
            } else {
                now += TimeUnit.SECONDS.toNanos(random.nextInt(1, 4));
                room.roster.tick(now);
            }
            assertNoneAlike(seed, here);
        }
    }

    private static void assertNoneAlike(long seed, List<Person> here) {
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, String> looks = new HashMap<>();
        for (Person person : here) {
            String id = person.identity.id();
            String before = names.put(id, person.name());
            assertThat(before == null || before.equals(person.name()))
                    .as("seed %d: %s has one name", seed, id)
                    .isTrue();
            for (String look : NameKey.of(person.name()).looks()) {
                String other = looks.put(look, id);
                assertThat(other == null || other.equals(id))
                        .as("seed %d: %s and %s look like %s", seed, id, other, look)
                        .isTrue();
            }
        }
    }

    private static Identity guest(String id, String name) {
        return Identity.guest(id, name);
    }

    private static Identity known(String id, String name) {
        Identity guest = Identity.guest(id, name);
        return new Identity(id, name, Identity.Source.TOKEN, guest.granted(), guest.untilMillis(), "");
    }

    /** What it is told by joining is not kept: the welcome says it. */
    private Person join(Identity identity) {
        Person person = new Person(identity);
        roster.join(person);
        person.told.clear();
        return person;
    }

    private void leave(Person person, long now) {
        roster.leave(person, now);
    }

    /** A connection that writes down which names it is told. */
    private static final class Person extends Somebody {
        private final List<String> told = new ArrayList<>();
        private Identity identity;

        Person(Identity identity) {
            super(identity);
            this.identity = identity;
        }

        @Override
        public Identity identity() {
            return identity;
        }

        @Override
        public void renamed(String name) {
            identity = identity.named(name);
            told.add(name);
        }

        String name() {
            return identity.name();
        }
    }
}
