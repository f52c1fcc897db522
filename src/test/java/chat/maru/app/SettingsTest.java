package chat.maru.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.maru.retention.Allowance;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static Settings parameters(String name, String value) {
        return Settings.read(Map.of(name, value), Map.of(), Map.of());
    }

    @Test
    void theContextParameterBeatsThePropertyBeatsTheEnvironmentBeatsTheDefault() {
        String name = "maru.historyMax";
        String variable = "MARU_HISTORY_MAX";
        assertThat(history(Map.of(name, "4"), Map.of(name, "3"), Map.of(variable, "2")))
                .isEqualTo(4);
        assertThat(history(Map.of(), Map.of(name, "3"), Map.of(variable, "2"))).isEqualTo(3);
        assertThat(history(Map.of(), Map.of(), Map.of(variable, "2"))).isEqualTo(2);
        assertThat(history(Map.of(), Map.of(), Map.of())).isEqualTo(100);
    }

    private static int history(
            Map<String, String> parameters, Map<String, String> properties, Map<String, String> env) {
        return Settings.read(parameters, properties, env).limits().historyMax();
    }

    @ParameterizedTest
    @CsvSource({"maru.prot, maru.port", "maru.heartbeatms, maru.heartbeatMs", "maru.guest, maru.guests"})
    void anUnknownNameIsRefusedWithTheNearestOne(String wrong, String right) {
        assertThatThrownBy(() -> parameters(wrong, "1"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(wrong)
                .hasMessageContaining("did you mean " + right + "?");
        assertThatThrownBy(() -> Settings.read(Map.of(), Map.of(wrong, "1"), Map.of()))
                .isInstanceOf(SettingException.class);
    }

    @Test
    void anUnknownNameInTheEnvironmentIsOnlyWarnedOfSinceKubernetesInjectsSome() {
        assertThat(Settings.read(Map.of(), Map.of(), Map.of("MARU_SERVICE_HOST", "10.0.0.1")))
                .isNotNull();
    }

    @Test
    void anArchiveIsRefusedWhereNothingGoesThereOrWhereTheDataLie() {
        assertThatThrownBy(() -> Stores.archive(parameters("maru.archive", "somewhere")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("maru.keepHoursMax");
        Map<String, String> same = Map.of("maru.archive", "one", "maru.data", "one", "maru.keepHoursMax", "24");
        assertThatThrownBy(() -> Stores.archive(Settings.read(same, Map.of(), Map.of())))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("maru.data");
        assertThat(Stores.archive(parameters("maru.keepHoursMax", "24"))).isEmpty();
    }

    @Test
    void hoursAreHours() {
        assertThat(parameters("maru.keepHoursMax", "720").allowance())
                .isEqualTo(new Allowance(0, Duration.ofDays(30).toMillis(), 0));
        assertThat(Settings.read(Map.of(), Map.of(), Map.of()).allowance().isUnbounded())
                .isTrue();
    }

    @Test
    void namesOfTheBuildAndOfOthersPass() {
        assertThat(Settings.read(
                        Map.of("other.name", "1"), Map.of("maru.test.seed", "1", "maru.container", "x"), Map.of()))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"abc", "''", "49", "300001", "1e3", "99999999999999999999"})
    void aNumberOutOfBoundsIsRefusedWithItsBounds(String value) {
        assertThatThrownBy(() -> parameters("maru.heartbeatMs", value))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("maru.heartbeatMs")
                .hasMessageContaining("from 50 to 300000");
    }

    @Test
    void guestsIsTrueOrFalseAndNothingElse() {
        assertThat(parameters("maru.guests", "true").guests()).isTrue();
        assertThatThrownBy(() -> parameters("maru.guests", "yes").guests()).isInstanceOf(SettingException.class);
    }

    @Test
    void anUnknownEngineIsRefusedWithTheOnesThereAre() {
        assertThatThrownBy(() -> Stores.open(parameters("maru.log", "mysql:"), java.nio.file.Path.of("unused")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("sqlite:")
                .hasMessageContaining("memory:");
    }
}
