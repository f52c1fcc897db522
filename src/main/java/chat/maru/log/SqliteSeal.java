package chat.maru.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns bodies into bytes that nobody can read without the body's own key, and back. Not thread-safe: each thread has
 * one of its own.
 *
 * <p>Each key seals one body only, so the counter may start at zero every time. Whether the body is the one that was
 * sealed, {@link Chain} tells.
 */
final class SqliteSeal {
    static final int KEY_BYTES = 16;

    private static final IvParameterSpec START = new IvParameterSpec(new byte[16]);
    private static final int FIXED_BYTES = Long.BYTES + Integer.BYTES;

    private final Cipher cipher;

    SqliteSeal() {
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has AES", e);
        }
    }

    byte[] seal(byte[] key, Body body) {
        byte[] name = body.name().getBytes(StandardCharsets.UTF_8);
        byte[] content = body.content().getBytes(StandardCharsets.UTF_8);
        ByteBuffer plain = ByteBuffer.allocate(FIXED_BYTES + name.length + content.length);
        plain.putLong(body.salt()).putInt(name.length).put(name).put(content);
        return apply(key, plain.array());
    }

    /** What was sealed; with a wrong key or altered bytes anything else, or a {@link RuntimeException}. */
    Body open(byte[] key, byte[] sealed) {
        ByteBuffer plain = ByteBuffer.wrap(apply(key, sealed));
        long salt = plain.getLong();
        byte[] name = new byte[Math.min(plain.getInt(), plain.remaining())];
        plain.get(name);
        byte[] content = new byte[plain.remaining()];
        plain.get(content);
        return new Body(new String(name, StandardCharsets.UTF_8), new String(content, StandardCharsets.UTF_8), salt);
    }

    private byte[] apply(byte[] key, byte[] bytes) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), START);
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes", e);
        }
    }
}
