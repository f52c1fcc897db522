package chat.maru.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No token passes that its issuer did not mean for this server, and none makes this server fetch anything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenAttacksTest {
    private static final int ATTACKS_MIN = 40;

    private final Forge forge = new Forge();
    private final TurnedClock clock = new TurnedClock();
    private KeyServer ours;
    private KeyServer attackers;
    private Tokens tokens;
    private List<TokenAttacks.Attack> attacks;

    @BeforeAll
    void open() throws IOException {
        ours = new KeyServer(forge.keySet(TokenAttacks.keyOfWrongUse(forge)));
        attackers = new KeyServer(new Forge().keySet());
        tokens = new Tokens(TokenVerdict.rules(ours.address()), clock);
        attacks = TokenAttacks.all(forge, clock, attackers.address());
    }

    /**
     * The builder that makes the attacks makes tokens that pass: what refuses the others is what is wrong with them.
     */
    @BeforeEach
    void theSameBuilderUnchangedIsAccepted() {
        String claims = Forge.claims(clock, "");
        TokenVerdict.accepted(tokens, forge.hs256("{\"alg\":\"HS256\"}", claims));
        TokenVerdict.accepted(tokens, forge.rs256("{\"alg\":\"RS256\",\"kid\":\"rsa\"}", claims));
        TokenVerdict.accepted(tokens, forge.es256("{\"alg\":\"ES256\",\"kid\":\"ec\"}", claims));
        TokenVerdict.accepted(tokens, forge.eddsa("{\"alg\":\"EdDSA\",\"kid\":\"ed\"}", claims));
    }

    @AfterAll
    void nobodyAskedTheAttacker() {
        tokens.close();
        int hits = attackers.hits();
        ours.close();
        attackers.close();
        assertThat(hits).isZero();
        // The clock stood still: one reading at the start, one for the first name that was made up.
        assertThat(ours.hits()).isLessThanOrEqualTo(2);
    }

    private Stream<TokenAttacks.Attack> attacks() {
        return attacks.stream();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void theAttackIsRefusedForTheRightReason(TokenAttacks.Attack attack) {
        TokenRefusedException refusal = TokenVerdict.refusal(tokens, attack.text());
        assertThat(refusal.code()).isEqualTo(attack.expected());
        assertThat(refusal.getMessage()).isNotBlank().doesNotContain("eyJ");
    }

    @Test
    void thereAreEnoughOfThemAndNoTwoAreTheSame() {
        assertThat(attacks.stream().map(TokenAttacks.Attack::name)).doesNotHaveDuplicates();
        assertThat(attacks.stream().map(TokenAttacks.Attack::text).collect(Collectors.toSet()))
                .hasSizeGreaterThanOrEqualTo(ATTACKS_MIN)
                .hasSize(attacks.size());
        System.out.println("Token attacks: " + attacks.size() + ", each refused for its own reason");
    }

    @Test
    void anAddressInTheHeaderOfAGoodTokenIsNotAskedEither() {
        String header = "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"jku\":\"" + attackers.address() + "\"}";
        TokenVerdict.accepted(tokens, forge.rs256(header, Forge.claims(clock, "")));
        assertThat(attackers.hits()).isZero();
    }

    @Test
    void aSecretInAPublicKeySetIsNoKey() throws IOException {
        String secret = Forge.part(Forge.SECRET.clone());
        byte[] set = ("{\"keys\":[{\"kty\":\"oct\",\"kid\":\"s\",\"k\":\"" + secret + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(TokenKeys.parse(set).size()).isZero();
    }
}
