package chat.maru.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Secrets that this server makes, and what it keeps of them: their SHA-256. Stateless. */
public final class TokenHash {
    /** 256 bits. */
    private static final int BYTES = 32;

    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{43}");

    private TokenHash() {}

    /** A new secret: 43 characters of base64url. */
    public static String mint() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether a text can be one of them. */
    public static boolean isSecret(String text) {
        return SECRET.matcher(text).matches();
    }

    /** What is kept of a secret, 43 characters of base64url. No salt is needed: nobody can guess 256 random bits. */
    public static String of(String secret) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** What belongs to a secret: every hash is compared in full, so that time tells nothing of how near one was. */
    public static <T> Optional<T> find(Map<String, T> byHash, String secret) {
        byte[] asked = of(secret).getBytes(StandardCharsets.US_ASCII);
        Optional<T> found = Optional.empty();
        for (Map.Entry<String, T> entry : byHash.entrySet()) {
            if (MessageDigest.isEqual(asked, entry.getKey().getBytes(StandardCharsets.US_ASCII))) {
                found = Optional.of(entry.getValue());
            }
        }
        return found;
    }
}
