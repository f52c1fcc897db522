package chat.maru.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFilterTest {
    private static final Identity GUEST = Identity.guest("g:ann", "Ann");
    private static final Identity USER =
            new Identity("u:ann", "Ann", Identity.Source.TOKEN, Grants.NONE, Long.MAX_VALUE, "");

    private final MessageFilter words = new WordFilter(List.of("Spam", "Viagra", "광고", "賭博"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spam",
                "SPAM!",
                "this is Spam.",
                "s p a m",
                "s.p.a.m",
                "s-P-a-M here",
                "ѕраm",
                "sp\u200bam",
                "s\u0301p\u0301am",
                "ｓｐａｍ",
                "VIAGRA?",
                "vi\u00adagra",
                "이것은 광고입니다",
                "광 고",
                "网上賭博网站",
                "𝓼𝓹𝓪𝓶"
            })
    void aBlockedWordIsFoundInItsDisguises(String text) {
        assertThat(words.objection(GUEST, "hall", text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spammer of old", "a s p a", "광장 고양이", "", "   ", "hello", "sp am", "👍🏽"})
    void otherWordsPass(String text) {
        assertThat(words.objection(GUEST, "hall", text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://x.example",
                "see HTTPS://x",
                "(www.x.example)",
                "mailto:a@b",
                "ftp://x",
                "ｈｔｔｐ：／／x",
                "ht\u200btp://x"
            })
    void linksAreFound(String text) {
        assertThat(new LinkFilter(true).objection(GUEST, "hall", text)).isPresent();
        assertThat(new LinkFilter(true).objection(USER, "hall", text)).isEmpty();
        assertThat(new LinkFilter(false).objection(USER, "hall", text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: b", "and/or", "e.g. this", "awww.", "1://2", "://"})
    void whatIsNoLinkPasses(String text) {
        assertThat(new LinkFilter(false).objection(GUEST, "hall", text)).isEmpty();
    }

    @Test
    void aLongTextTakesNoLongerThanItsLength() {
        for (String part : List.of("a ", "ab://", "www", "a\u0301", "spa", "한")) {
            String text = part.repeat(65_536 / part.length());
            // Of this thread: on a busy machine the clock says more of the others.
            long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            words.objection(GUEST, "hall", text);
            new LinkFilter(false).objection(GUEST, "hall", text);
            long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began;
            assertThat(took).as(part).isLessThan(2_000_000_000L);
        }
    }
}
