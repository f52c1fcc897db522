package chat.maru.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.maru.access.TokenAlgorithm;
import chat.maru.access.TokenRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSettingsTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String ADDRESS = "https://login.example.com/keys";

    private static Optional<TokenRules> rules(String... namesAndValues) {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put("maru.token" + namesAndValues[i], namesAndValues[i + 1]);
        }
        return TokenSettings.rules(Settings.read(parameters, Map.of(), Map.of()));
    }

    private static TokenRules complete(String... more) {
        String[] all = new String[more.length + 4];
        System.arraycopy(more, 0, all, 0, more.length);
        System.arraycopy(new String[] {"Issuer", "i", "Audience", "a"}, 0, all, more.length, 4);
        return rules(all).orElseThrow();
    }

    @Test
    void withoutASettingThereAreNoTokens() {
        assertThat(rules()).isEmpty();
    }

    @Test
    void theAlgorithmsFollowFromTheKeys() {
        assertThat(complete("Secret", SECRET).algorithms()).containsExactly(TokenAlgorithm.HS256);
        assertThat(complete("Keys", ADDRESS).algorithms())
                .containsExactlyInAnyOrder(TokenAlgorithm.RS256, TokenAlgorithm.ES256, TokenAlgorithm.EDDSA);
        assertThat(complete("Keys", ADDRESS, "Algorithms", "EdDSA, ES256").algorithms())
                .containsExactlyInAnyOrder(TokenAlgorithm.ES256, TokenAlgorithm.EDDSA);
        assertThat(complete("Secret", SECRET, "LifetimeSecondsMax", "60").lifetimeSecondsMax())
                .isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource({
        "Secret, Issuer, maru.tokenAudience",
        "Secret, Audience, maru.tokenIssuer",
        "Keys, Issuer, maru.tokenAudience",
        "Issuer, Audience, maru.tokenIssuer",
        "Algorithms, Audience, maru.tokenAudience"
    })
    void halfASettingIsRefusedByTheNameOfTheOther(String one, String other, String named) {
        Map<String, String> values =
                Map.of("Secret", SECRET, "Keys", ADDRESS, "Issuer", "i", "Audience", "a", "Algorithms", "ES256");
        assertThatThrownBy(() -> rules(one, values.get(one), other, values.get(other)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(named);
    }

    @Test
    void aShortSecretIsRefusedAndNotRepeated() {
        assertThatThrownBy(() -> complete("Secret", SECRET.substring(1)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("maru.tokenSecret has 31 bytes")
                .hasMessageNotContaining(SECRET.substring(1, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "es256", "ES256,", "PS256"})
    void anAlgorithmWithoutAKeyIsRefused(String algorithm) {
        assertThatThrownBy(() -> complete("Keys", ADDRESS, "Algorithms", algorithm))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("maru.tokenAlgorithms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://login.example.com/keys",
                "http://127.0.0.1.example.com/",
                "https://user:hush@login.example.com/",
                "https://login.example.com/#hush",
                "ftp://login.example.com/",
                "file:///no-such-file",
                "https://",
                "https:// /",
                "no-such-file.json"
            })
    void keysFromAnUnsafePlaceAreRefused(String place) {
        assertThatThrownBy(() -> complete("Keys", place))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("maru.tokenKeys")
                .hasMessageNotContaining("hush");
    }

    @Test
    void keysComeFromAFileOrFromThisVeryMachine(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("keys of ours.json"), "{}");
        assertThat(complete("Keys", file.toString()).keys()).contains(file.toUri());
        assertThat(complete("Keys", "http://[::1]:8080/keys").keys()).isPresent();
        assertThat(complete("Keys", "http://localhost/keys").keys()).isPresent();
    }
}
