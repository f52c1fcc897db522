package chat.maru.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private final List<String> lines = new ArrayList<>();
    private long now = Long.MAX_VALUE - 5;
    private final RefusalLog log = new RefusalLog(lines::add, () -> now);

    @Test
    void theFirstTimeHasALineAndTheRestOneLineInTenSeconds() {
        for (int i = 0; i < 1_000; i++) {
            log.refused("refused a thing", "", from("203.0.113.7", ""));
        }
        String first = "refused a thing; user none, address 203.0.113.7, origin none";
        assertThat(lines).containsExactly(first);
        now += TimeUnit.SECONDS.toNanos(9);
        log.tick();
        assertThat(lines).hasSize(1);
        now += TimeUnit.SECONDS.toNanos(1);
        log.tick();
        assertThat(lines).containsExactly(first, "again 999 times: " + first);
    }

    @Test
    void whoComesAgainAfterAQuietTimeHasALineAgain() {
        log.refused("refused a thing", "", from("203.0.113.7", ""));
        now += TimeUnit.SECONDS.toNanos(10);
        log.tick();
        log.refused("refused a thing", "", from("203.0.113.7", ""));
        assertThat(lines).hasSize(2).containsOnly(lines.get(0));
    }

    @Test
    void whoeverSharesAnAddressSharesALineAndWithoutOneEachUserHasHisOwn() {
        log.refused("refused a thing", "g:a", from("2001:db8::1", ""));
        log.refused("refused a thing", "g:b", from("2001:db8::2", ""));
        assertThat(lines).hasSize(1);
        log.refused("refused a thing", "g:a", from("127.0.0.1", ""));
        log.refused("refused a thing", "g:b", from("127.0.0.1", ""));
        log.refused("refused another thing", "g:b", from("127.0.0.1", ""));
        assertThat(lines).hasSize(4);
    }

    @Test
    void aFloodFromAnyNumberOfAddressesIsABoundedNumberOfLines() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 60_000; i++) {
                log.refused("refused a thing", "", from("10.0." + i / 250 + "." + i % 250, ""));
            }
            now += TimeUnit.SECONDS.toNanos(10);
        }
        log.tick();
        assertThat(lines).hasSizeBetween(3 * 200, 3 * 401);
        assertThat(lines).contains("refused 59800 times beside those, of too many kinds or addresses to name");
    }

    @Test
    void whatAStrangerSaysMakesNoLine() {
        log.refused("refused a thing", "u:\u202ekim\n", from("203.0.113.7", "http://\r\n22:00:00 forged\u001b[31m"));
        assertThat(lines)
                .containsExactly("refused a thing; user u:\\u202ekim\\u000a, address 203.0.113.7,"
                        + " origin http://\\u000d\\u000a22:00:00 forged\\u001b[31m");
    }

    private static Arrival from(String address, String origin) {
        return new Arrival(address, false, null, null, Set.of(), null, false, true, origin);
    }
}
