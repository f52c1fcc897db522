package chat.maru.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash chain over a room's heads. Each head's chain value covers the value before it and the head itself, so one
 * comparison tells whether two logs share their whole past; that is how damage, tampering and a past rewritten under
 * the same positions are noticed. Stateless.
 *
 * <p>Every field goes in with its length, so that no two different heads feed the hash the same bytes.
 */
public final class Chain {
    private Chain() {}

    /** The hash that stays in the head when the body goes. */
    public static Digest hash(Body body) {
        MessageDigest sha = sha256();
        number(sha, body.salt());
        text(sha, body.name());
        text(sha, body.content());
        return Digest.of(sha.digest());
    }

    /**
     * The chain's value after a head with these fields, which follows an entry whose chain value is {@code previous}.
     */
    public static Digest next(
            Digest previous,
            long n,
            String kind,
            String author,
            String id,
            long atMillis,
            long of,
            long m,
            Digest bodyHash) {
        MessageDigest sha = sha256();
        sha.update(previous.bytes());
        number(sha, n);
        text(sha, kind);
        text(sha, author);
        text(sha, id);
        number(sha, atMillis);
        number(sha, of);
        number(sha, m);
        sha.update(bodyHash.bytes());
        return Digest.of(sha.digest());
    }

    /** Whether {@code entry} is whole and continues {@code previous}. An erased body is whole. */
    public static boolean continues(Digest previous, Entry entry) {
        Digest expected = next(
                previous,
                entry.n(),
                entry.kind(),
                entry.author(),
                entry.id(),
                entry.atMillis(),
                entry.of(),
                entry.m(),
                entry.bodyHash());
        Body body = entry.body();
        return expected.equals(entry.chain()) && (body == null || hash(body).equals(entry.bodyHash()));
    }

    private static void number(MessageDigest sha, long value) {
        sha.update(ByteBuffer.allocate(Long.BYTES).putLong(0, value));
    }

    private static void text(MessageDigest sha, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        number(sha, bytes.length);
        sha.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
