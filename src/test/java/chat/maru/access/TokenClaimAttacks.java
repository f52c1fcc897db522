package chat.maru.access;

import chat.maru.access.TokenAttacks.Attack;
import chat.maru.access.TokenRefusedException.Code;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Tokens with a signature that holds, and claims that must not pass. Made once, then read only. */
final class TokenClaimAttacks {
    private static final String HS = "{\"alg\":\"HS256\"}";

    private final List<Attack> all = new ArrayList<>();
    private final Forge forge;
    private final TurnedClock clock;
    private final String good;

    private TokenClaimAttacks(Forge forge, TurnedClock clock) {
        this.forge = forge;
        this.clock = clock;
        this.good = Forge.claims(clock, "");
    }

    static List<Attack> all(Forge forge, TurnedClock clock) {
        TokenClaimAttacks attacks = new TokenClaimAttacks(forge, clock);
        attacks.brokenJson();
        attacks.times();
        attacks.issuersAndAudiences();
        attacks.otherClaims();
        return attacks.all;
    }

    private void add(String name, Code expected, String token) {
        all.add(new Attack(name, expected, token));
    }

    private void brokenJson() {
        String deep = "[".repeat(500) + "]".repeat(500);
        add("a deep header", Code.MALFORMED, forge.hs256("{\"alg\":\"HS256\",\"a\":" + deep + "}", good));
        claims("deep claims", Code.MALFORMED, Forge.claims(clock, ",\"a\":" + deep));
        claims("claims that are a list", Code.MALFORMED, "[" + good + "]");
        claims("claims that are no JSON", Code.MALFORMED, "ada");
        claims("something behind the claims", Code.MALFORMED, good + "{}");
        claims("a token in the token", Code.MALFORMED, forge.hs256(HS, good));
        claims("a number of many digits", Code.MALFORMED, Forge.claims(clock, ",\"a\":" + "9".repeat(999)));
        for (String claim : List.of("sub\":\"eve", "iss\":\"" + Forge.ISSUER, "aud\":\"maru", "\\u0073ub\":\"eve")) {
            claims("twice: " + claim, Code.MALFORMED, Forge.claims(clock, ",\"" + claim + "\""));
        }
        claims("exp twice", Code.MALFORMED, Forge.claims(clock, ",\"exp\":9999999999"));
        byte[] latin = good.replace("ada", "ad\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        add("claims that are no UTF-8", Code.MALFORMED, signedBytes(latin));
    }

    private static String signedBytes(byte[] claims) {
        try {
            javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(Forge.SECRET, "HmacSHA256"));
            String signed = Forge.part(HS) + "." + Forge.part(claims);
            return signed + "." + Forge.part(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private void claims(String name, Code expected, String claims) {
        add(name, expected, forge.hs256(HS, claims));
    }

    private void times() {
        long now = clock.seconds();
        exp("expired", Code.EXPIRED, String.valueOf(now - 60));
        exp("zero", Code.EXPIRED, "0");
        exp("in ten years", Code.LIVES_TOO_LONG, String.valueOf(now + 315_360_000));
        List<String> bad = List.of(
                "-1",
                "\"" + (now + 600) + "\"",
                (now + 600) + ".5",
                (now + 600) + ".0",
                "1e10",
                "1e999999999",
                "9223372036854775807",
                "18446744073709551615",
                "null",
                "true",
                "[" + (now + 600) + "]",
                String.valueOf((now + 600) * 1_000));
        bad.forEach(value -> exp(value, Code.MALFORMED, value));
        claims("exp missing", Code.MALFORMED, without("exp"));
        claims("exp in capitals", Code.MALFORMED, good.replace("\"exp\"", "\"EXP\""));
        claims("nbf ahead", Code.NOT_YET_VALID, Forge.claims(clock, ",\"nbf\":" + (now + 61)));
        claims("nbf a text", Code.MALFORMED, Forge.claims(clock, ",\"nbf\":\"" + now + "\""));
        claims("nbf null", Code.MALFORMED, Forge.claims(clock, ",\"nbf\":null"));
        claims("iat ahead", Code.NOT_YET_VALID, Forge.claims(clock, ",\"iat\":" + (now + 61)));
        claims("iat a text", Code.MALFORMED, Forge.claims(clock, ",\"iat\":\"now\""));
        claims("iat negative", Code.MALFORMED, Forge.claims(clock, ",\"iat\":-5"));
        String ended = good.replace(String.valueOf(now + 600), String.valueOf(now - 30));
        claims("iat after exp", Code.MALFORMED, ended.replace("}", ",\"iat\":" + now + "}"));
    }

    private void exp(String name, Code expected, String value) {
        claims("exp " + name, expected, good.replace(String.valueOf(clock.seconds() + 600), value));
    }

    private String without(String claim) {
        return good.replace("\"" + claim + "\"", "\"not-" + claim + "\"");
    }

    private void issuersAndAudiences() {
        List<String> issuers = List.of(
                "\"https://login.example.com.evil.org\"",
                "\"https://login.example.com/\"",
                "\"HTTPS://login.example.com\"",
                "\"\"",
                "null",
                "[\"" + Forge.ISSUER + "\"]");
        issuers.forEach(
                issuer -> claims("iss " + issuer, Code.WRONG_ISSUER, good.replace("\"" + Forge.ISSUER + "\"", issuer)));
        claims("iss missing", Code.WRONG_ISSUER, without("iss"));
        List<String> audiences = List.of(
                "\"others\"",
                "\"Maru\"",
                "\"maru \"",
                "\"maru,others\"",
                "[\"others\"]",
                "[]",
                "null",
                "[[\"maru\"]]",
                "{\"maru\":1}");
        audiences.forEach(
                audience -> claims("aud " + audience, Code.WRONG_AUDIENCE, good.replace("\"maru\"", audience)));
        claims("aud missing", Code.WRONG_AUDIENCE, without("aud"));
    }

    private void otherClaims() {
        List<String> subjects = List.of(
                "\"\"",
                "\" \"",
                "\"a\\u0000b\"",
                "\"a\\nb\"",
                "\"a\\u2028b\"",
                "\"a\\u0085b\"",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"" + "a".repeat(121) + "\"",
                "7",
                "null",
                "[\"ada\"]");
        subjects.forEach(subject -> claims(
                "sub " + subject.substring(0, Math.min(20, subject.length())),
                Code.MALFORMED,
                good.replace("\"ada\"", subject)));
        claims("sub missing", Code.MALFORMED, without("sub"));
        List<String> rooms = List.of(
                "null",
                "\"*=rwma\"",
                "[\"*\"]",
                "{\"*\":\"x\"}",
                "{\"*\":\"\"}",
                "{\"*\":[\"r\"]}",
                "{\"*\":null}",
                "{\"\":\"r\"}",
                "{\"a*b\":\"r\"}",
                "{\"lobby\":\"r\",\"lobby\":\"rwma\"}",
                "{\"" + "a".repeat(129) + "\":\"r\"}");
        rooms.forEach(value -> claims(
                "rooms " + value.substring(0, Math.min(20, value.length())),
                Code.MALFORMED,
                Forge.claims(clock, ",\"rooms\":" + value)));
        claims("jti a number", Code.MALFORMED, Forge.claims(clock, ",\"jti\":7"));
        claims("jti with a line end", Code.MALFORMED, Forge.claims(clock, ",\"jti\":\"a\\r\\nb\""));
    }
}
