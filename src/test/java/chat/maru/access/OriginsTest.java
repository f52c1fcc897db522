package chat.maru.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    private final Origins origins = new Origins(Set.of("https://friend.example"));

    @ParameterizedTest
    @CsvSource({
        "http://chat.example, http, chat.example",
        "http://chat.example:80, http, chat.example",
        "http://chat.example, http, chat.example:80",
        "https://chat.example, https, chat.example:443",
        "http://CHAT.example:8080, http, chat.example:8080",
        "http://[::1]:8080, http, [::1]:8080",
        "https://friend.example, http, chat.example"
    })
    void theOwnOriginAndTheConfiguredOnesPass(String origin, String scheme, String host) {
        assertThat(origins.allow(origin, scheme, host)).isTrue();
    }

    @Test
    void aRequestWithoutOriginIsNoBrowsersAndPasses() {
        assertThat(origins.allow(null, "http", "chat.example")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                "http://evil.example",
                "http://chat.example.evil.example",
                "http://evilchat.example",
                "http://chat.example:81",
                "https://chat.example",
                "http://chat.example/",
                "http://chat.example/path",
                "http://chat.example?x",
                "http://chat.example#x",
                "http://user@chat.example",
                "http://chat.example@evil.example",
                "http://chat.example%00.evil.example",
                "http://chat.example\\.evil.example",
                "file://chat.example",
                "ws://chat.example",
                "//chat.example",
                "chat.example",
                "http:chat.example",
                "http://",
                "https://friend.example:444",
                "https://sub.friend.example",
                "http://friend.example",
                "HTTPS://friend.example.evil.example",
                "http://xn--chat-example",
                "http://chat.example http://evil.example",
                "http://chat。example"
            })
    void aForeignOriginIsRefusedHoweverItIsDressedUp(String origin) {
        assertThat(origins.allow(origin, "http", "chat.example")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "localhost:8080", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:80"
            })
    void loopbackAnswersToItsOwnNames(String host) {
        assertThat(Origins.isLoopbackHost(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.2", "::1", "0"})
    void aNameThatWasMadeToPointHereIsNoLoopbackHost(String host) {
        assertThat(Origins.isLoopbackHost(host)).isFalse();
    }
}
