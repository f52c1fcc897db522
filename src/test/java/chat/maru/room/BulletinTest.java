package chat.maru.room;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Neighbours;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What nodes tell each other, as bytes that anybody may have written. */
class BulletinTest {
    private static final int NAME_MAX = 40;
    private static final int MUTANTS = 20_000;

    private static final List<Told> EVERYTHING = List.of(
            new Told.Begin(),
            new Told.Here("한국", "u:지수", "지수 2", 7),
            new Told.End(),
            new Told.Gone("hall", "g:1"),
            new Told.Types("hall", "g:1", "Ann", true),
            new Told.Types("hall", "g:1", "", false),
            new Told.Reads("hall", "g:1", 41),
            new Told.Spent("MESSAGE i g:1", 50_000_000),
            new Told.Ask("abc"));

    private static byte[] bytes(Told... told) {
        return Bulletin.bytes("abc", 5, new ArrayDeque<>(List.of(told)));
    }

    private static List<Told> read(Told... told) {
        return Bulletin.of(bytes(told), NAME_MAX).orElseThrow().told();
    }

    @Test
    void whatIsWrittenIsRead() {
        Bulletin read =
                Bulletin.of(bytes(EVERYTHING.toArray(Told[]::new)), NAME_MAX).orElseThrow();
        assertThat(read).isEqualTo(new Bulletin("abc", 5, EVERYTHING));
    }

    @Test
    void whatDoesNotFitIsLeftForTheNext() {
        Queue<Told> waiting = new ArrayDeque<>();
        String room = "한".repeat(512);
        for (int i = 0; i < 1_000; i++) {
            waiting.add(new Told.Here(room, "g:" + "한".repeat(126), "한".repeat(256), i));
        }
        int read = 0;
        while (!waiting.isEmpty()) {
            byte[] bytes = Bulletin.bytes("abc", 1, waiting);
            assertThat(bytes).hasSizeLessThanOrEqualTo(Neighbours.BYTES_MAX);
            read += Bulletin.of(bytes, 256).orElseThrow().told().size();
        }
        assertThat(read).isEqualTo(1_000);
    }

    @Test
    void whatCannotBeTrueIsLeftOut() {
        String tooLong = "a".repeat(10_000);
        Told good = new Told.Gone("hall", "g:1");
        assertThat(read(
                        new Told.Here("hall", "g:1", "\u202eevil", 1),
                        new Told.Here("hall", "g:1", "a".repeat(NAME_MAX + 1), 1),
                        new Told.Here("hall", "g:1", " Ann", 1),
                        new Told.Here("hall", "g:1", "Ann", -1),
                        new Told.Here("hall", "g:1", "Ann", Long.MAX_VALUE),
                        new Told.Here("hall", "", "Ann", 1),
                        new Told.Here("hall", tooLong, "Ann", 1),
                        new Told.Here(".server", "g:1", "Ann", 1),
                        new Told.Here(tooLong, "g:1", "Ann", 1),
                        new Told.Gone("hall", "g:\n1"),
                        new Told.Types("hall", "g:1", "<\u0000>", true),
                        new Told.Reads("hall", "g:1", -1),
                        new Told.Spent("MESSAGE i g:1", -1),
                        new Told.Spent(tooLong, 1),
                        good))
                .containsExactly(good);
    }

    @Test
    void whatIsNoBulletinIsNone() {
        byte[] bytes = bytes(EVERYTHING.toArray(Told[]::new));
        assertThat(Bulletin.of(new byte[0], NAME_MAX)).isEmpty();
        assertThat(Bulletin.of(Arrays.copyOf(bytes, bytes.length - 1), NAME_MAX))
                .isEmpty();
        byte[] newer = bytes.clone();
        newer[0]++;
        assertThat(Bulletin.of(newer, NAME_MAX)).as("of another version").isEmpty();
        assertThat(Bulletin.of(Bulletin.bytes("NOT\na node", 1, new ArrayDeque<>()), NAME_MAX))
                .isEmpty();
        assertThat(Bulletin.of(Bulletin.bytes("abc", -1, new ArrayDeque<>()), NAME_MAX))
                .isEmpty();
    }

    @Test
    void noBytesMakeItFail() {
        long seed = System.nanoTime();
        System.out.println("BulletinTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = bytes(EVERYTHING.toArray(Told[]::new));
        int read = 0;
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            for (int left = random.nextInt(4); left > 0 && mutant.length > 0; left--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
            }
            read += Bulletin.of(mutant, NAME_MAX).isPresent() ? 1 : 0;
        }
        assertThat(read).isPositive().isLessThan(MUTANTS);
    }
}
