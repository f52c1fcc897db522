package chat.maru.access;

import chat.maru.access.TokenRefusedException.Code;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A token taken apart, and nothing of it believed yet. Immutable.
 *
 * <p>Of the header only three members are read. {@code jwk}, {@code x5c}, {@code jku} and {@code x5u}, with which a
 * token would bring its own key or say where to fetch it, are never looked at.
 *
 * @param algorithm the one it says it is signed with
 * @param keyId the name of the key, which is only ever compared
 * @param signed what was signed, ASCII
 * @param claims the JSON of the claims, base64url
 * @param signature base64url
 */
record CompactToken(TokenAlgorithm algorithm, Optional<String> keyId, String signed, String claims, String signature) {
    private static final int PARTS = 3;
    /** Tokens of other types, say a logout token of the same issuer, must not pass for one that lets somebody in. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/jwt", "application/at+jwt");

    static CompactToken parse(String text, int charsMax) {
        if (text.length() > charsMax) {
            throw new TokenRefusedException(Code.TOO_LONG, "A token has at most " + charsMax + " characters.");
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != PARTS) {
            throw malformed("A token has three parts with dots between them.");
        }
        JsonObject header = StrictJson.parse(decode(parts[0]))
                .orElseThrow(() -> malformed("The header of the token is not one JSON object without repetitions."));
        refuseUnknownKinds(header);
        decode(parts[1]);
        decode(parts[2]);
        String signed = text.substring(0, text.lastIndexOf('.'));
        return new CompactToken(algorithm(header), text(header, "kid"), signed, parts[1], parts[2]);
    }

    /** Strict: two spellings of one token would be two tokens for whoever keeps a list of them. */
    private static byte[] decode(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part.getBytes(StandardCharsets.ISO_8859_1));
            byte[] again = Base64.getUrlEncoder().withoutPadding().encode(bytes);
            if (bytes.length > 0 && Arrays.equals(again, part.getBytes(StandardCharsets.UTF_8))) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Refused below, like what decodes but was written otherwise.
        }
        throw malformed("A part of the token is empty, or not base64url without padding.");
    }

    private static void refuseUnknownKinds(JsonObject header) {
        if (header.containsKey("crit") || header.containsKey("b64")) {
            throw malformed("The token demands an extension, and this server knows none.");
        }
        String type = text(header, "typ").orElse("JWT");
        if (!TYPES.contains(type.toLowerCase(Locale.ROOT))) {
            throw malformed("The token is of another type than JWT or at+jwt.");
        }
    }

    private static TokenAlgorithm algorithm(JsonObject header) {
        return text(header, "alg")
                .flatMap(TokenAlgorithm::named)
                .orElseThrow(() -> new TokenRefusedException(
                        Code.WRONG_ALGORITHM, "The token is signed in no way that this server knows, or not at all."));
    }

    private static Optional<String> text(JsonObject header, String member) {
        JsonValue value = header.getOrDefault(member, JsonValue.NULL);
        if (value instanceof JsonString string) {
            return Optional.of(string.getString());
        }
        if (header.containsKey(member)) {
            throw malformed("The member \"" + member + "\" of the token's header is no text.");
        }
        return Optional.empty();
    }

    byte[] claimsJson() {
        return Base64.getUrlDecoder().decode(claims);
    }

    private static TokenRefusedException malformed(String text) {
        return new TokenRefusedException(Code.MALFORMED, text);
    }
}
