package chat.maru.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomNameTest {
    private static final int INPUTS = Integer.getInteger("maru.test.inputs", 20_000);

    @ParameterizedTest
    @CsvSource({
        "Lobby, lobby",
        "LOBBY, lobby",
        "한국, 한국",
        "Straße, STRASSE",
        "ẞ, ss",
        "ΣΊΣΥΦΟΣ, σίσυφος",
        "CAFÉ, café",
        "a.b-c_d9, A.B-C_D9"
    })
    void spellingsThatDifferInCaseAreOneRoom(String one, String other) {
        assertThat(RoomName.parse(one).orElseThrow().key())
                .isEqualTo(RoomName.parse(other).orElseThrow().key());
    }

    @Test
    void composedAndDecomposedFormsAreOneRoomAndTheShownNameIsComposed() {
        String decomposed = Normalizer.normalize("한국", Normalizer.Form.NFD);
        RoomName name = RoomName.parse(decomposed).orElseThrow();
        assertThat(name.key()).isEqualTo(RoomName.parse("한국").orElseThrow().key());
        assertThat(name.shown()).isEqualTo("한국");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "-a",
                "_a",
                "a b",
                "a/b",
                "a;b",
                "a%b",
                "a\u0000b",
                "a\u202eb",
                "\ud800",
                "👩",
                "\u0301"
            })
    void whatBreaksTheRuleIsNoRoom(String text) {
        assertThat(RoomName.parse(text)).isEmpty();
    }

    @Test
    void anyInputGivesARoomThatKeepsTheRuleOrNone() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < INPUTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(80); length > 0; length--) {
                text.append((char) (random.nextBoolean() ? random.nextInt(0x250) : random.nextInt(0x10000)));
            }
            RoomName.parse(text.toString())
                    .ifPresent(name -> assertThat(RoomName.parse(name.key()).map(RoomName::key))
                            .as("seed %d, key %s", seed, name.key())
                            .contains(name.key()));
        }
    }
}
