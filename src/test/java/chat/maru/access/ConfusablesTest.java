package chat.maru.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.SpoofChecker;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our reading of Unicode's table against ICU's own. */
class ConfusablesTest {
    private static final int TEXTS = 20_000;
    private static final int CODE_POINTS_MAX = 12;

    private final SpoofChecker icu =
            new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();

    @Test
    void anyTextHasTheSkeletonThatIcuGivesIt() {
        long seed = Long.getLong("maru.test.seed", 20261122);
        System.out.println("ConfusablesTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int[] known = codePoints(this::isKnown);
        int[] alike = IntStream.of(known)
                .filter(c -> !icu.getSkeleton(Character.toString(c)).equals(Character.toString(c)))
                .toArray();
        int changed = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random, known, alike);
            String skeleton = Confusables.skeleton(text);
            assertThat(skeleton).as("text %d: %s", i, escaped(text)).isEqualTo(icu.getSkeleton(text));
            changed += skeleton.equals(text) ? 0 : 1;
        }
        assertThat(changed).as("texts that look like something else").isGreaterThan(TEXTS / 2);
    }

    @Test
    void anySingleCharacterHasTheSkeletonThatIcuGivesIt() {
        for (int codePoint : codePoints(Character::isDefined)) {
            String text = Character.toString(codePoint);
            assertThat(Confusables.skeleton(text)).as(escaped(text)).isEqualTo(icu.getSkeleton(text));
        }
    }

    /** Some characters look like one with a mark that is newer than this Java, which sorts marks that it knows only. */
    private boolean isKnown(int codePoint) {
        return Character.isDefined(codePoint)
                && icu.getSkeleton(Character.toString(codePoint)).codePoints().allMatch(Character::isDefined);
    }

    private static int[] codePoints(IntPredicate condition) {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c ->
                        Character.getType(c) != Character.SURROGATE && Character.getType(c) != Character.PRIVATE_USE)
                .filter(condition)
                .toArray();
    }

    private static String text(SplittableRandom random, int[] known, int[] alike) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(1, CODE_POINTS_MAX + 1); length > 0; length--) {
            int[] from = random.nextBoolean() ? known : alike;
            text.appendCodePoint(from[random.nextInt(from.length)]);
        }
        return text.toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> escaped.append(String.format("U+%04X ", c)));
        return escaped.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "paypal, раураӏ",
        "scope, ѕсоре",
        "1ll, lII",
        "O0, 0O",
        "rn, m",
        "admin, adm\u0131n",
        "ー, 一",
        "ㅡ, ー",
        "ab, a\u200bb",
        "ab, a\u3164b",
        "쇼, ㅅㅛ",
        "ﺎ, ا"
    })
    void whatLooksAlikeHasOneSkeleton(String one, String other) {
        assertThat(Confusables.skeleton(one)).isEqualTo(Confusables.skeleton(other));
        assertThat(icu.areConfusable(one, other)).as("ICU finds so too").isNotZero();
    }

    @ParameterizedTest
    @CsvSource({"지수, 민호", "admin, Admin", "nina, vina", "山田, 山本", "é, e", "ん, シ"})
    void whatDoesNotHasTwo(String one, String other) {
        assertThat(Confusables.skeleton(one)).isNotEqualTo(Confusables.skeleton(other));
    }
}
