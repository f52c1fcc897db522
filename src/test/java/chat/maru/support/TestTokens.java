package chat.maru.support;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that a test server trusts, signed with HS256 and a secret of the tests. Stateless. */
public final class TestTokens {
    private static final String SECRET = "a secret of more than thirty-two bytes";
    private static final String ISSUER = "https://login.example.com";
    private static final String AUDIENCE = "maru";

    private TestTokens() {}

    /** The settings of a server that trusts them, as name and value in turn. */
    public static String[] settings() {
        return new String[] {"maru.tokenSecret", SECRET, "maru.tokenIssuer", ISSUER, "maru.tokenAudience", AUDIENCE};
    }

    /** One that holds for ten minutes; {@code rooms} may be empty for no such claim. */
    public static String of(String subject, Map<String, String> rooms) {
        return of(subject, rooms, 600, "");
    }

    /** @param tokenId the claim {@code jti}; empty for none */
    public static String of(String subject, Map<String, String> rooms, long seconds, String tokenId) {
        JsonObjectBuilder claims = Json.createObjectBuilder()
                .add("iss", ISSUER)
                .add("aud", AUDIENCE)
                .add("sub", subject)
                .add("exp", System.currentTimeMillis() / 1_000 + seconds);
        if (!rooms.isEmpty()) {
            JsonObjectBuilder granted = Json.createObjectBuilder();
            rooms.forEach(granted::add);
            claims.add("rooms", granted);
        }
        if (!tokenId.isEmpty()) {
            claims.add("jti", tokenId);
        }
        String signed = part("{\"alg\":\"HS256\"}") + "." + part(claims.build().toString());
        return signed + "." + signature(signed);
    }

    private static String signature(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return base64(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String part(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
