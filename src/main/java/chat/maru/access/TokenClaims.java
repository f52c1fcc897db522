package chat.maru.access;

import chat.maru.access.TokenRefusedException.Code;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a token whose signature holds says about somebody, held against the rules. Immutable; one for each token. */
final class TokenClaims {
    private static final int SUBJECT_CHARS_MAX = 120;
    private static final int TOKEN_ID_CHARS_MAX = 128;
    private static final int NAME_CODE_POINTS_MAX = 40;
    /** The end of the year 9999. What lies behind it is milliseconds, or a try at an overflow. */
    private static final long SECONDS_MAX = 253_402_300_799L;

    private static final long MILLIS = 1_000;

    private final JsonObject claims;
    private final TokenRules rules;
    private final long nowSeconds;

    private TokenClaims(JsonObject claims, TokenRules rules, long nowMillis) {
        this.claims = claims;
        this.rules = rules;
        this.nowSeconds = Math.floorDiv(nowMillis, MILLIS);
    }

    /** The identity, or a {@link TokenRefusedException}. */
    static Identity identity(byte[] json, TokenRules rules, long nowMillis) {
        JsonObject claims = StrictJson.parse(json)
                .orElseThrow(() -> malformed("The claims of the token are not one JSON object without repetitions."));
        return new TokenClaims(claims, rules, nowMillis).identity();
    }

    private Identity identity() {
        long until = checkTimes();
        checkIssuer();
        checkAudience();
        String subject = label("sub", SUBJECT_CHARS_MAX).orElseThrow(() -> malformed("The claim \"sub\" is missing."));
        String id = "u:" + subject;
        String name = name("name")
                .or(() -> name("preferred_username"))
                .or(() -> cleaned(subject))
                .orElseGet(() -> GuestName.madeUp(id));
        String tokenId = label("jti", TOKEN_ID_CHARS_MAX).orElse("");
        return new Identity(id, name, Identity.Source.TOKEN, rooms(), until * MILLIS, tokenId);
    }

    private long checkTimes() {
        long until = seconds("exp").orElseThrow(() -> malformed("The claim \"exp\" is missing."));
        if (until + rules.skewSeconds() <= nowSeconds) {
            throw new TokenRefusedException(Code.EXPIRED, "The token has expired.");
        }
        if (until - nowSeconds > rules.lifetimeSecondsMax()) {
            throw new TokenRefusedException(
                    Code.LIVES_TOO_LONG, "A token ends within " + rules.lifetimeSecondsMax() + " seconds.");
        }
        long start = Math.max(seconds("nbf").orElse(0), seconds("iat").orElse(0));
        if (start > nowSeconds + rules.skewSeconds()) {
            throw new TokenRefusedException(Code.NOT_YET_VALID, "The token is not valid yet.");
        }
        if (start > until) {
            throw malformed("The token ends before it begins.");
        }
        // The clocks may differ: whoever is let in so late is not sent away at once.
        return until > nowSeconds ? until : until + rules.skewSeconds();
    }

    private OptionalLong seconds(String claim) {
        if (!claims.containsKey(claim)) {
            return OptionalLong.empty();
        }
        // A whole number first: longValueExact of 1e1000000000 would count the zeros.
        if (claims.get(claim) instanceof JsonNumber number && number.isIntegral()) {
            try {
                long seconds = number.longValueExact();
                if (seconds >= 0 && seconds <= SECONDS_MAX) {
                    return OptionalLong.of(seconds);
                }
            } catch (ArithmeticException e) {
                // Refused below, like any number out of bounds.
            }
        }
        throw malformed("The claim \"" + claim + "\" is not a whole number of seconds since 1970.");
    }

    private void checkIssuer() {
        boolean ours = claims.get("iss") instanceof JsonString issuer
                && issuer.getString().equals(rules.issuer());
        if (!ours) {
            throw new TokenRefusedException(Code.WRONG_ISSUER, "The token is of another issuer, or names none.");
        }
    }

    private void checkAudience() {
        JsonValue audience = claims.getOrDefault("aud", JsonValue.NULL);
        boolean ours = audience instanceof JsonArray several
                ? several.stream().anyMatch(this::isAudience)
                : isAudience(audience);
        if (!ours) {
            throw new TokenRefusedException(Code.WRONG_AUDIENCE, "The token is meant for others, or names nobody.");
        }
    }

    private boolean isAudience(JsonValue value) {
        return value instanceof JsonString text && text.getString().equals(rules.audience());
    }

    /** A text that ends up in ids and logs: neither breaks a line nor is half a character. */
    private Optional<String> label(String claim, int charsMax) {
        if (!claims.containsKey(claim)) {
            return Optional.empty();
        }
        if (claims.get(claim) instanceof JsonString string) {
            String text = string.getString();
            boolean fits = !text.isBlank() && text.length() <= charsMax;
            if (fits && text.codePoints().allMatch(TokenClaims::isPrintable)) {
                return Optional.of(text);
            }
        }
        throw malformed("The claim \"" + claim + "\" is no text of 1 to " + charsMax
                + " characters, none of them a control or half a character.");
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }

    private Optional<String> name(String claim) {
        return claims.get(claim) instanceof JsonString text ? cleaned(text.getString()) : Optional.empty();
    }

    /** Issuers know names that are too long, or hold a tab. That is no reason to keep somebody out. */
    private static Optional<String> cleaned(String text) {
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .filter(c ->
                        c == ' ' || GuestName.parse(Character.toString(c), 1).isPresent())
                .limit(NAME_CODE_POINTS_MAX)
                .forEach(kept::appendCodePoint);
        return GuestName.parse(kept.toString(), NAME_CODE_POINTS_MAX);
    }

    private Grants rooms() {
        if (!claims.containsKey("rooms")) {
            return Grants.NONE;
        }
        try {
            Map<String, String> rooms = new LinkedHashMap<>();
            for (Map.Entry<String, JsonValue> room :
                    claims.getJsonObject("rooms").entrySet()) {
                rooms.put(room.getKey(), ((JsonString) room.getValue()).getString());
            }
            return Grants.of(rooms);
        } catch (ClassCastException | IllegalArgumentException e) {
            throw malformed("The claim \"rooms\" is no object of rooms and the letters r, w, m and a.");
        }
    }

    private static TokenRefusedException malformed(String text) {
        return new TokenRefusedException(Code.MALFORMED, text);
    }
}
