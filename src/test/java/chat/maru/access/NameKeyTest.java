package chat.maru.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameKeyTest {
    @ParameterizedTest
    @CsvSource({
        "admin, ADMIN",
        "admin, Ａｄｍｉｎ",
        "admin, \u0430dmin",
        "admin, adm\u0131n",
        "admin, ADMlN",
        "admin, ADM1N",
        "admin, 𝓪𝓭𝓶𝓲𝓷",
        "admin, ⓐⓓⓜⓘⓝ",
        "admin, ad\u00admin",
        "admin, ad\u200bmin",
        "admin, adrnin",
        "ADMIN, adrnin",
        "bob, B0B",
        "operator, 0perator",
        "BOT, ВОТ",
        "bot, ВОТ",
        "Strasse, STRASSE",
        "straße, STRASSE",
        "Ὀδυσσεύς, ὈΔΥΣΣΕΎΣ",
        "지수, \u110c\u1175\u1109\u116e",
        "관리자, ㄱㅗㅏㄴㄹㅣㅈㅏ",
        "Zoë, Zoe\u0308",
        "ｶﾀｶﾅ, カタカナ",
        "㍿, 株式会社",
        "👍, 👍\ufe0f",
        "葛, 葛\udb40\udd00",
        "a b, a\u00a0b"
    })
    void theseLookAlike(String one, String other) {
        assertThat(NameKey.of(one).isLike(NameKey.of(other))).isTrue();
        assertThat(NameKey.of(other).isLike(NameKey.of(one))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "admin, admins",
        "지수, 지수 2",
        "지수, 지유",
        "nina, vina",
        "bob, rob",
        "山田, 山本",
        "さくら, サクラ",
        "Zoë, Zoe",
        "محمد, محمود",
        "👍, 👎",
        "guest-1a, guest-1b"
    })
    void theseDoNot(String one, String other) {
        assertThat(NameKey.of(one).isLike(NameKey.of(other))).isFalse();
    }

    @Test
    void aNameHasOneLookWhereCaseAndNumbersPlayNoPart() {
        assertThat(NameKey.of("지수").looks()).hasSize(1);
    }
}
