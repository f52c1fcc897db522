package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchSettingsTest {
    private final Properties properties = new Properties();

    @Test
    void withoutAnySettingItListensOnLoopbackOnly() throws CannotStart {
        LaunchSettings settings = LaunchSettings.read(properties, Map.of());
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.data()).isAbsolute().endsWithRaw(java.nio.file.Path.of("maru-data"));
    }

    @Test
    void aSystemPropertyComesBeforeTheEnvironment() throws CannotStart {
        Map<String, String> environment = Map.of("MARU_PORT", "9001", "MARU_HOST", "::1");
        properties.setProperty("maru.port", "9000");
        LaunchSettings settings = LaunchSettings.read(properties, environment);
        assertThat(settings.port()).isEqualTo(9000);
        assertThat(settings.host()).isEqualTo("::1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "65536", "80.5", "99999999999"})
    void aPortThatIsNoPortIsRefusedByName(String port) {
        properties.setProperty("maru.port", port);
        assertThatThrownBy(() -> LaunchSettings.read(properties, Map.of()))
                .isInstanceOf(CannotStart.class)
                .hasMessageContainingAll("maru.port", "65535", port);
    }

    @Test
    void anEmptySettingIsRefusedRatherThanIgnored() {
        assertThatThrownBy(() -> LaunchSettings.read(properties, Map.of("MARU_HOST", " ")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("maru.host");
    }
}
