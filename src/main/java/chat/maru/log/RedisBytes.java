package chat.maru.log;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Heads and bodies as bytes. What comes back is checked like anything from outside: it is right in every length and
 * sum, or it is damaged. Stateless.
 */
final class RedisBytes {
    private static final int DIGEST_BYTES = 32;
    private static final int SUM_BYTES = 4;
    private static final int HEAD_BYTES = SUM_BYTES + 3 * Integer.BYTES + 3 * Long.BYTES + 2 * DIGEST_BYTES;
    private static final int BODY_BYTES = Long.BYTES + 2 * Integer.BYTES;

    private RedisBytes() {}

    /** The head of {@code entry}, without its position. */
    static byte[] head(Entry entry) {
        byte[] kind = RedisCommand.bytes(entry.kind());
        byte[] author = RedisCommand.bytes(entry.author());
        byte[] id = RedisCommand.bytes(entry.id());
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + kind.length + author.length + id.length)
                .position(SUM_BYTES);
        put(bytes, kind);
        put(bytes, author);
        put(bytes, id);
        bytes.putLong(entry.atMillis()).putLong(entry.of()).putLong(entry.m());
        bytes.put(entry.bodyHash().bytes()).put(entry.chain().bytes());
        return bytes.putInt(0, sum(bytes.array())).array();
    }

    /** A body; never empty, for nothing is what stands where one was erased. */
    static byte[] body(Body body) {
        byte[] name = RedisCommand.bytes(body.name());
        byte[] content = RedisCommand.bytes(body.content());
        ByteBuffer bytes = ByteBuffer.allocate(BODY_BYTES + name.length + content.length);
        bytes.putLong(body.salt());
        put(bytes, name);
        put(bytes, content);
        return bytes.array();
    }

    private static void put(ByteBuffer bytes, byte[] text) {
        bytes.putInt(text.length).put(text);
    }

    /**
     * The entry at {@code n}, or {@code null} where these bytes are no whole head with its own body.
     *
     * @param body {@code null} where there is none, which is damage; empty where it was erased
     */
    static @Nullable Entry entry(long n, byte @Nullable [] head, byte @Nullable [] body) {
        if (head == null || body == null || head.length < HEAD_BYTES) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(head);
        if (bytes.getInt() != sum(head)) {
            return null;
        }
        try {
            String kind = text(bytes);
            String author = text(bytes);
            String id = text(bytes);
            long atMillis = bytes.getLong();
            long of = bytes.getLong();
            long m = bytes.getLong();
            Digest hash = digest(bytes);
            Digest chain = digest(bytes);
            Body read = body.length == 0 ? null : body(body);
            boolean isWhole =
                    !bytes.hasRemaining() && (read == null || Chain.hash(read).equals(hash));
            return isWhole ? new Entry(n, kind, author, id, atMillis, of, m, hash, chain, read) : null;
        } catch (BufferUnderflowException e) {
            return null;
        }
    }

    private static Body body(byte[] body) {
        ByteBuffer bytes = ByteBuffer.wrap(body);
        long salt = bytes.getLong();
        String name = text(bytes);
        return new Body(name, text(bytes), salt);
    }

    /** Its length, and that many bytes of UTF-8. */
    static String text(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static Digest digest(ByteBuffer bytes) {
        byte[] digest = new byte[DIGEST_BYTES];
        bytes.get(digest);
        return Digest.of(digest);
    }

    private static int sum(byte[] head) {
        CRC32 crc = new CRC32();
        crc.update(head, SUM_BYTES, head.length - SUM_BYTES);
        return (int) crc.getValue();
    }
}
