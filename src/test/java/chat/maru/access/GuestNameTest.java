package chat.maru.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names there may be; {@link Names} is the table. */
class GuestNameTest {
    private static final int MAX = 40;

    /** What a hostile name may cost, in CPU time; ten times that, for a machine that is busy with other things. */
    private static final long CPU_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(10 * 50);

    @Test
    void theTableIsLarge() {
        int verdicts = Names.GOOD.size()
                + Names.HIDDEN.size()
                + Names.MARKS.size()
                + Names.SCRIPTS.size()
                + Names.RESERVED.size();
        System.out.println("GuestNameTest " + verdicts + " names");
        assertThat(verdicts).isGreaterThanOrEqualTo(300);
    }

    @ParameterizedTest
    @FieldSource("chat.maru.access.Names#GOOD")
    void peopleAreCalledThis(String name) {
        assertThat(GuestName.parse(name, MAX)).hasValue(name);
    }

    @ParameterizedTest
    @FieldSource("chat.maru.access.Names#HIDDEN")
    void nothingHidesOrTurnsInAName(String name) {
        assertThat(GuestName.parseVouched(name, MAX)).isEmpty();
        assertThat(GuestName.broken(name, MAX)).isEqualTo(NameRule.HIDDEN);
    }

    @ParameterizedTest
    @FieldSource("chat.maru.access.Names#MARKS")
    void noTowersOfMarks(String name) {
        assertThat(GuestName.parseVouched(name, MAX)).isEmpty();
        assertThat(GuestName.broken(name, MAX)).isEqualTo(NameRule.MARKS);
    }

    @ParameterizedTest
    @FieldSource("chat.maru.access.Names#SCRIPTS")
    void scriptsAreMixedOnlyWhereALanguageDoes(String name) {
        assertThat(GuestName.parseVouched(name, MAX)).isEmpty();
        assertThat(GuestName.broken(name, MAX)).isEqualTo(NameRule.SCRIPTS);
    }

    @ParameterizedTest
    @FieldSource("chat.maru.access.Names#RESERVED")
    void aGuestClaimsNoOfficeHoweverItIsSpelled(String name) {
        assertThat(GuestName.parse(name, MAX)).isEmpty();
        assertThat(GuestName.broken(name, MAX)).contains("kept for those who run");
        assertThat(GuestName.parseVouched(name, MAX)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u3000", "\t\n", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void aNameHasOneToFortyCharacters(String name) {
        assertThat(GuestName.parse(name, MAX)).isEmpty();
        assertThat(GuestName.broken(name, MAX)).isEqualTo("A name has 1 to 40 characters.");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {" 지수 ,지수", "지  수,지 수", "지\u3000수,지 수", "a\u00a0b,a b", "Zoe\u0308,Zoë", "\u110c\u1175,지"})
    void aNameIsShownComposedAndTidy(String given, String shown) {
        assertThat(GuestName.parse(given, MAX)).hasValue(shown);
    }

    @Test
    void theLimitCountsCodePointsAsTheyAreShown() {
        assertThat(GuestName.parse("👍".repeat(40), MAX)).isPresent();
        assertThat(GuestName.parse("👍".repeat(41), MAX)).isEmpty();
        assertThat(GuestName.parse("\u110c\u1175".repeat(40), MAX)).hasValue("지".repeat(40));
    }

    @ParameterizedTest
    @CsvSource({"지수, 2, 40, 지수 2", "abcdef, 2, 6, abcd 2", "abcdef, 12, 6, abc 12", "a b c d, 2, 4, a 2", "지, 2, 2, 2"})
    void aNumberedNameObeysTheLimit(String name, int number, int max, String numbered) {
        assertThat(GuestName.numbered(name, number, max)).isEqualTo(numbered);
    }

    @Test
    void aNumberedNameIsNotCutInsideAnEmoji() {
        String family = "👨\u200d👩\u200d👧";
        assertThat(GuestName.numbered(family, 2, 6)).isEqualTo("👨\u200d👩 2");
        assertThat(GuestName.numbered(family, 2, 4)).isEqualTo("👨 2");
        assertThat(GuestName.numbered("지\ud83d\udc4d\ufe0f", 2, 5)).isEqualTo("지👍\ufe0f 2");
    }

    @Test
    void aNumberedNameIsANameAgain() {
        for (String name : Names.GOOD) {
            String numbered = GuestName.numbered(name, 7, MAX);
            assertThat(GuestName.parse(numbered, MAX)).hasValue(numbered);
            assertThat(NameKey.of(numbered).isLike(NameKey.of(name))).as(name).isFalse();
        }
    }

    @Test
    void aMadeUpNameIsAName() {
        assertThat(GuestName.parse(GuestName.madeUp("g:abc"), MAX)).isPresent();
    }

    @Test
    void hostileNamesCostLittle() {
        costsLittle("a megabyte of letters", "a".repeat(1 << 20));
        costsLittle("a megabyte of marks", "a" + "\u0323\u0307".repeat(1 << 19));
        costsLittle("a megabyte of spaces", " ".repeat(1 << 20));
        costsLittle("as many marks as are read", "a" + "\u0323\u0307".repeat(4 * MAX - 1));
        costsLittle("letters that grow eighteenfold", "\ufdfa".repeat(MAX));
        costsLittle("letters with a long look", "\u2a74\u33c2".repeat(MAX / 2));
    }

    private static void costsLittle(String what, String text) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        NameKey.of("warm");
        long before = threads.getCurrentThreadCpuTime();
        GuestName.parse(text, MAX).ifPresent(NameKey::of);
        GuestName.broken(text, MAX);
        long nanos = threads.getCurrentThreadCpuTime() - before;
        System.out.printf("GuestNameTest %s: %.2f ms CPU%n", what, nanos / 1e6);
        assertThat(nanos).as(what).isLessThan(CPU_NANOS_MAX);
    }
}
