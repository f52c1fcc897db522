package chat.maru.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestSecretTest {
    private final GuestSecret secret = GuestSecret.mint(new SecureRandom());

    @Test
    void theSameSecretIsTheSameAuthorAndAnotherIsAnother() {
        assertThat(GuestSecret.parse(secret.text()).orElseThrow().authorId()).isEqualTo(secret.authorId());
        assertThat(GuestSecret.mint(new SecureRandom()).authorId()).isNotEqualTo(secret.authorId());
    }

    @Test
    void theAuthorIdTellsNothingOfTheSecretAndTheSecretNothingToALog() {
        assertThat(secret.authorId()).startsWith("g:").doesNotContain(secret.text());
        assertThat(secret.toString()).doesNotContain(secret.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "0123456789012345678901x", "012345678901234567890!", "０１２３４５６７８９０１２３４５６７８９０１"})
    void whatIsNoSecretOfOursIsNone(String text) {
        assertThat(GuestSecret.parse(text)).isEmpty();
    }
}
