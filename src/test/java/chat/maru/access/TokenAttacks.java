package chat.maru.access;

import chat.maru.access.TokenRefusedException.Code;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Tokens that must not pass, each with the rule that stops it. Made once, then read only. */
final class TokenAttacks {
    /** A key that stands in the set, but not for signatures. */
    static final String WRONG_USE = "enc";

    private static final String HS = "{\"alg\":\"HS256\"}";
    private static final String RS = "{\"alg\":\"RS256\",\"kid\":\"rsa\"}";
    private static final String ES = "{\"alg\":\"ES256\",\"kid\":\"ec\"}";

    private final List<Attack> all = new ArrayList<>();
    private final Forge forge;
    private final Forge attacker = new Forge();
    private final TurnedClock clock;
    private final String good;
    private final String attackerKeys;

    /** @param text never printed, since some are long */
    record Attack(String name, Code expected, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    private TokenAttacks(Forge forge, TurnedClock clock, URI attackerKeys) {
        this.forge = forge;
        this.clock = clock;
        this.good = Forge.claims(clock, "");
        this.attackerKeys = attackerKeys.toString();
    }

    static List<Attack> all(Forge forge, TurnedClock clock, URI attackerKeys) {
        TokenAttacks attacks = new TokenAttacks(forge, clock, attackerKeys);
        attacks.unsigned();
        attacks.confusedKeys();
        attacks.namesOfKeys();
        attacks.keysOfItsOwn();
        attacks.otherSignatures();
        attacks.brokenParts();
        attacks.all.addAll(TokenClaimAttacks.all(forge, clock));
        return List.copyOf(attacks.all);
    }

    static JWK keyOfWrongUse(Forge forge) {
        return Forge.rsa((RSAPublicKey) forge.rsa.getPublic(), WRONG_USE)
                .keyUse(KeyUse.ENCRYPTION)
                .build();
    }

    private void add(String name, Code expected, String token) {
        all.add(new Attack(name, expected, token));
    }

    private static String header(String algorithm, String more) {
        return "{\"alg\":\"" + algorithm + "\"" + more + "}";
    }

    private void unsigned() {
        String signature = "." + Forge.part("x");
        for (String none : List.of("none", "None", "NONE", "nOnE", "none ", "", "null")) {
            String parts = Forge.part(header(none, "")) + "." + Forge.part(good);
            add("alg \"" + none + "\" with a signature", Code.WRONG_ALGORITHM, parts + signature);
        }
        String parts = Forge.part(header("none", "")) + "." + Forge.part(good);
        add("alg none without a signature", Code.MALFORMED, parts + ".");
        add("alg none in two parts", Code.MALFORMED, parts);
        add("alg missing", Code.WRONG_ALGORITHM, forge.hs256("{\"typ\":\"JWT\"}", good));
        add("alg null", Code.MALFORMED, forge.hs256("{\"alg\":null}", good));
        add("alg a list", Code.MALFORMED, forge.hs256("{\"alg\":[\"HS256\"]}", good));
        add("alg twice", Code.MALFORMED, forge.hs256("{\"alg\":\"HS256\",\"alg\":\"none\"}", good));
        add("alg in small letters", Code.WRONG_ALGORITHM, forge.hs256(header("hs256", ""), good));
        add("HS256 with an empty signature", Code.MALFORMED, Forge.part(HS) + "." + Forge.part(good) + ".");
    }

    private void confusedKeys() {
        byte[] der = forge.rsa.getPublic().getEncoded();
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----";
        String jwk = forge.rsaKey("rsa").toJSONString();
        byte[] ec = forge.ec.getPublic().getEncoded();
        byte[] ed = forge.ed.getPublic().getEncoded();
        String named = header("HS256", ",\"kid\":\"rsa\"");
        confused("RSA key in PEM", named, pem.getBytes(StandardCharsets.UTF_8));
        confused("RSA key in PEM with a line end", named, (pem + "\n").getBytes(StandardCharsets.UTF_8));
        confused("RSA key in DER", named, der);
        confused("RSA key as JWK", named, jwk.getBytes(StandardCharsets.UTF_8));
        confused("key set", HS, forge.keySet().getBytes(StandardCharsets.UTF_8));
        confused("EC key in DER", header("HS256", ",\"kid\":\"ec\""), ec);
        confused("Ed25519 key in DER", header("HS256", ",\"kid\":\"ed\""), ed);
        confused("one zero byte", HS, new byte[1]);
        confused("the word secret", HS, "secret".getBytes(StandardCharsets.UTF_8));
        add("RS256 that is an HMAC", Code.BAD_SIGNATURE, Forge.mac("HmacSHA256", der, RS, good));
        add("ES256 of the RSA key", Code.UNKNOWN_KEY, forge.rs256(header("ES256", ",\"kid\":\"rsa\""), good));
        add("EdDSA of the EC key", Code.UNKNOWN_KEY, forge.es256(header("EdDSA", ",\"kid\":\"ec\""), good));
    }

    private void confused(String what, String header, byte[] secret) {
        add("HS256 with " + what + " as secret", Code.BAD_SIGNATURE, Forge.mac("HmacSHA256", secret, header, good));
    }

    private void namesOfKeys() {
        List<String> names = List.of(
                "../../../../dev/null",
                "/etc/passwd",
                "rsa\\u0000",
                "' OR '1'='1",
                "rsa' UNION SELECT 'x",
                "| touch pwned",
                attackerKeys,
                "",
                "RSA",
                "*",
                "${jndi:ldap://127.0.0.1/x}",
                "k".repeat(2_000));
        for (String name : names) {
            String id = ",\"kid\":\"" + name + "\"";
            String shown = name.length() > 30 ? name.substring(0, 30) : name;
            add("kid " + shown, Code.UNKNOWN_KEY, forge.rs256(header("RS256", id), good));
        }
        add("kid a number", Code.MALFORMED, forge.rs256(header("RS256", ",\"kid\":1"), good));
        add("kid an object", Code.MALFORMED, forge.rs256(header("RS256", ",\"kid\":{\"a\":1}"), good));
        add("kid twice", Code.MALFORMED, forge.rs256(header("RS256", ",\"kid\":\"rsa\",\"kid\":\"ec\""), good));
        add("kid of a key for encryption", Code.UNKNOWN_KEY, forge.rs256(header("RS256", ",\"kid\":\"enc\""), good));
        add(
                "kid traversal with an empty secret",
                Code.BAD_SIGNATURE,
                Forge.mac("HmacSHA256", new byte[1], header("HS256", ",\"kid\":\"../../dev/null\""), good));
    }

    private void keysOfItsOwn() {
        String address = "\"" + attackerKeys + "\"";
        String jwk = attacker.rsaKey("rsa").toJSONString();
        String x5c = "[\""
                + Base64.getEncoder().encodeToString(attacker.rsa.getPublic().getEncoded()) + "\"]";
        for (String id : List.of("rsa", "mine")) {
            Code code = id.equals("rsa") ? Code.BAD_SIGNATURE : Code.UNKNOWN_KEY;
            String kid = ",\"kid\":\"" + id + "\"";
            own("jku, kid " + id, code, kid + ",\"jku\":" + address);
            own("x5u, kid " + id, code, kid + ",\"x5u\":" + address);
            own("jwk, kid " + id, code, kid + ",\"jwk\":" + jwk);
            own("x5c, kid " + id, code, kid + ",\"x5c\":" + x5c);
        }
        own("jku without kid", Code.BAD_SIGNATURE, ",\"jku\":" + address);
        own("jwk without kid", Code.BAD_SIGNATURE, ",\"jwk\":" + jwk);
        String crit = ",\"kid\":\"rsa\",\"crit\":";
        add("crit of something unknown", Code.MALFORMED, forge.rs256(header("RS256", crit + "[\"x\"],\"x\":1"), good));
        add("crit empty", Code.MALFORMED, forge.rs256(header("RS256", crit + "[]"), good));
        add("crit b64", Code.MALFORMED, forge.rs256(header("RS256", crit + "[\"b64\"],\"b64\":false"), good));
        add("b64 without crit", Code.MALFORMED, forge.rs256(header("RS256", ",\"b64\":false"), good));
        add("a logout token", Code.MALFORMED, forge.rs256(header("RS256", ",\"typ\":\"logout+jwt\""), good));
    }

    private void own(String what, Code code, String more) {
        add("own key by " + what, code, attacker.rs256(header("RS256", more), good));
    }

    private void otherSignatures() {
        byte[] zeros = new byte[64];
        add("ES256 with zero r and s", Code.BAD_SIGNATURE, resigned(forge.es256(ES, good), zeros));
        add("ES256 with r and s the order", Code.BAD_SIGNATURE, resigned(forge.es256(ES, good), order()));
        add("ES256 in DER", Code.BAD_SIGNATURE, Forge.sign("SHA256withECDSA", forge.ec, ES, good));
        add("EdDSA all zero", Code.BAD_SIGNATURE, resigned(forge.eddsa(header("EdDSA", ""), good), zeros));
        add("EdDSA too short", Code.BAD_SIGNATURE, resigned(forge.eddsa(header("EdDSA", ""), good), new byte[63]));
        add("RS256 all zero", Code.BAD_SIGNATURE, resigned(forge.rs256(RS, good), new byte[256]));
        add("RS256 of another", Code.BAD_SIGNATURE, attacker.rs256(RS, good));
        add("ES256 of another", Code.BAD_SIGNATURE, attacker.es256(ES, good));
        add("EdDSA of another", Code.BAD_SIGNATURE, attacker.eddsa(header("EdDSA", ",\"kid\":\"ed\""), good));
        for (String other : List.of("ES384", "ES256K", "RS384", "RS512", "PS256", "HS384", "HS512", "Ed25519")) {
            add("alg " + other, Code.WRONG_ALGORITHM, forge.rs256(header(other, ",\"kid\":\"rsa\""), good));
        }
        add("SHA-512 in an RS256", Code.BAD_SIGNATURE, Forge.sign("SHA512withRSA", forge.rsa, RS, good));
        add("HS512 in an HS256", Code.BAD_SIGNATURE, Forge.mac("HmacSHA512", Forge.SECRET, HS, good));
        String real = forge.hs256(HS, good);
        String others = Forge.part(good.replace("ada", "eve"));
        add("other claims", Code.BAD_SIGNATURE, real.replace(Forge.part(good), others));
        add("other header", Code.BAD_SIGNATURE, real.replace(Forge.part(HS), Forge.part(header("HS256", ",\"a\":1"))));
    }

    private static byte[] order() {
        byte[] one =
                java.util.HexFormat.of().parseHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
        byte[] both = new byte[64];
        System.arraycopy(one, 0, both, 0, 32);
        System.arraycopy(one, 0, both, 32, 32);
        return both;
    }

    private static String resigned(String token, byte[] signature) {
        return token.substring(0, token.lastIndexOf('.') + 1) + Forge.part(signature);
    }

    private void brokenParts() {
        String real = forge.hs256(HS, good);
        add("the signature cut", Code.BAD_SIGNATURE, resigned(real, new byte[31]));
        add("the signature cut in the middle of a byte", Code.MALFORMED, real.substring(0, real.length() - 2));
        add("the signature cut off", Code.MALFORMED, real.substring(0, real.lastIndexOf('.')));
        add("an extra part", Code.MALFORMED, real + ".x");
        add("an extra dot", Code.MALFORMED, real + ".");
        add(
                "five parts, as if encrypted",
                Code.MALFORMED,
                Forge.part("{\"alg\":\"dir\",\"enc\":\"A128GCM\"}") + ".a.b.c.d");
        add("no text", Code.MALFORMED, "");
        add("dots", Code.MALFORMED, "..");
        add("a space before", Code.MALFORMED, " " + real);
        add("a line end behind", Code.MALFORMED, real + "\n");
        add("a line end within", Code.MALFORMED, real.substring(0, 9) + "\r\n" + real.substring(9));
        add("padding", Code.MALFORMED, real + "=");
        add("a plus sign", Code.MALFORMED, real.substring(0, real.length() - 2) + "+A");
        add("a full-width letter", Code.MALFORMED, "\uff45" + real.substring(1));
        add("a letter above 255", Code.MALFORMED, (char) (real.charAt(0) + 256) + real.substring(1));
        add("another spelling of the last byte", Code.MALFORMED, respelled(real));
        add(
                "a claim of 1 MB",
                Code.TOO_LONG,
                forge.hs256(HS, Forge.claims(clock, ",\"a\":\"" + "a".repeat(1 << 20) + "\"")));
        add("a megabyte of dots", Code.TOO_LONG, ".".repeat(1 << 20));
        add("the word Bearer", Code.MALFORMED, "Bearer " + real);
        add("the JSON form", Code.MALFORMED, "{\"payload\":\"" + Forge.part(good) + "\",\"signatures\":[]}");
    }

    /** 32 bytes end in a letter of which two bits count for nothing. */
    private static String respelled(String token) {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = letters.indexOf(token.charAt(token.length() - 1));
        return token.substring(0, token.length() - 1) + letters.charAt(last + 1);
    }
}
