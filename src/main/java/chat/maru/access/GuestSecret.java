package chat.maru.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a guest keeps to be the same author tomorrow: 128 random bits. Immutable. The server stores nothing of it but
 * the author id, from which it cannot be found again.
 */
public final class GuestSecret {
    /** How the author ids of guests begin, and no others. */
    public static final String ID_PREFIX = "g:";

    private static final int BYTES = 16;
    private static final int AUTHOR_BYTES = 12;
    private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{22}");

    private final String text;

    private GuestSecret(String text) {
        this.text = text;
    }

    /** A new secret. */
    public static GuestSecret mint(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new GuestSecret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The secret that a client sends back; empty where it is none of ours. */
    public static Optional<GuestSecret> parse(String text) {
        return TEXT.matcher(text).matches() ? Optional.of(new GuestSecret(text)) : Optional.empty();
    }

    /** The author id: {@code g:} and 96 bits of the secret's SHA-256, enough that no two guests ever meet. */
    public String authorId() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            byte[] start = java.util.Arrays.copyOf(hash, AUTHOR_BYTES);
            return ID_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(start);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** 22 characters for the one client that it belongs to. */
    public String text() {
        return text;
    }

    /** Says nothing: a secret must not reach a log by accident. */
    @Override
    public String toString() {
        return "GuestSecret";
    }
}
