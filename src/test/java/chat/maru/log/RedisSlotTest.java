package chat.maru.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keys go where a cluster says they are. */
class RedisSlotTest {
    @Test
    void theSumIsThatOfTheSpecification() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(RedisSlot.crc16(digits, 0, digits.length)).isEqualTo(0x31C3);
        assertThat(RedisSlot.crc16(digits, 0, 0)).isZero();
    }

    /** As redis-server 7.0 answers CLUSTER KEYSLOT. */
    @Test
    void slotsAreThoseOfRedis() {
        assertThat(RedisSlot.of("a")).isEqualTo(15_495);
        assertThat(RedisSlot.of("foo")).isEqualTo(12_182);
        assertThat(RedisSlot.of("123456789")).isEqualTo(12_739);
        assertThat(RedisSlot.of("{}")).isEqualTo(15_257);
        assertThat(RedisSlot.of("foo{}{bar}")).isEqualTo(8_363);
    }

    @Test
    void onlyWhatStandsInTheFirstBracesCounts() {
        assertThat(RedisSlot.of("{user1000}.following")).isEqualTo(RedisSlot.of("user1000"));
        assertThat(RedisSlot.of("foo{{bar}}zap")).isEqualTo(RedisSlot.of("{bar"));
        assertThat(RedisSlot.of("foo{bar}{zap}")).isEqualTo(RedisSlot.of("bar"));
        assertThat(RedisSlot.of("foo}{bar}")).isEqualTo(RedisSlot.of("bar"));
        assertThat(RedisSlot.of("foo{bar")).isNotEqualTo(RedisSlot.of("bar"));
    }

    @Test
    void bucketsLieEvenlyBetweenTheSlotsAndARoomLiesWithAllThatIsItsOwn() {
        Set<String> tags = new HashSet<>();
        for (int bucket = 0; bucket < RedisSlot.BUCKETS; bucket++) {
            tags.add(RedisSlot.tag(bucket));
            assertThat(RedisSlot.of(RedisSlot.tag(bucket)) * RedisSlot.BUCKETS / RedisSlot.SLOTS)
                    .isEqualTo(bucket);
        }
        assertThat(tags).hasSize(RedisSlot.BUCKETS);
        for (String room : new String[] {"hall", "한국", ".own", "a_b-c"}) {
            RedisKeys keys = RedisKeys.of(room);
            int slot = RedisSlot.of(RedisKeys.rooms(keys.bucket()));
            assertThat(keys.of(RedisKeys.Part.values()))
                    .allSatisfy(key -> assertThat(RedisSlot.of(key)).isEqualTo(slot));
            assertThat(RedisSlot.of(keys.channel())).isEqualTo(slot);
            assertThat(RedisSlot.of(RedisKeys.era(keys.bucket()))).isEqualTo(slot);
            assertThat(RedisSlot.of(keys.staged("x").of(RedisKeys.Part.ROW))).isEqualTo(slot);
        }
    }

    /** Else the next version would find none of the rooms. */
    @Test
    void keysHaveTheNamesUnderWhichRoomsAreStoredAlready() {
        RedisKeys hall = RedisKeys.of("hall");
        assertThat(hall.of(RedisKeys.Part.values()))
                .containsExactly(
                        "maru:{343}:hall:row",
                        "maru:{343}:hall:heads",
                        "maru:{343}:hall:said",
                        "maru:{343}:hall:bodies",
                        "maru:{343}:hall:ids",
                        "maru:{343}:hall:about",
                        "maru:{343}:hall:marks",
                        "maru:{343}:hall:state",
                        "maru:{343}:hall:reads",
                        "maru:{343}:hall:trims",
                        "maru:{343}:rooms");
        assertThat(RedisKeys.era(hall.bucket())).isEqualTo("maru:{343}:era");
        assertThat(RedisKeys.of("한국").of(RedisKeys.Part.ROW)).isEqualTo("maru:{78}:한국:row");
    }
}
