package chat.maru.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BotsTest {
    @Test
    void aBotIsKnownByItsTokenAloneAndUntilItIsDeleted() {
        Bots bots = new Bots();
        String token = Bots.mint();
        bots.update(Map.of(Bots.key("build"), Bots.value(token, "team-*=rw")));

        assertThat(bots.knows(token)).isTrue();
        Identity bot = bots.read(token).toCompletableFuture().join();
        assertThat(bot.id()).isEqualTo("b:build");
        assertThat(bot.granted().in("team-x")).isEqualTo(Set.of(Right.READ, Right.WRITE));
        assertThat(bot.granted().in("other")).isEmpty();
        assertThat(bots.isGone(bot.tokenId())).isFalse();
        assertThat(bots.read(Bots.mint()).toCompletableFuture()).isCompletedExceptionally();

        bots.update(Map.of(Bots.key("build"), Bots.value(Bots.mint(), "team-*=rw")));
        assertThat(bots.isGone(bot.tokenId()))
                .as("a namesake has another token")
                .isTrue();
        assertThat(bots.read(token).toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void theStateKeepsNoToken() {
        String token = Bots.mint();
        assertThat(Bots.value(token, "*=r")).doesNotContain(token.substring("maru_bot_".length()));
    }

    @Test
    void otherTokensAreLeftToOthers() {
        assertThat(new Bots().knows("a.b.c")).isFalse();
        assertThat(new Bots().knows("maru_bot_short")).isFalse();
    }
}
