package chat.maru.log;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who has marked a message, as bytes: each mark, how many authors, and they. Stateless. */
final class RedisMarks {
    private RedisMarks() {}

    /** Never empty where there is a mark. */
    static byte[] bytes(Marks marks) {
        List<byte[]> parts = new ArrayList<>();
        marks.forEach((key, authors) -> {
            parts.add(sized(key));
            parts.add(ByteBuffer.allocate(Integer.BYTES).putInt(authors.size()).array());
            authors.forEach(author -> parts.add(sized(author)));
        });
        ByteBuffer bytes =
                ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
        parts.forEach(bytes::put);
        return bytes.array();
    }

    private static byte[] sized(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    /** What {@link #bytes} wrote of the message at {@code n}; nothing for nothing. */
    static Marks of(byte @Nullable [] marks, long n) throws RedisDamage {
        Marks read = new Marks();
        ByteBuffer bytes = ByteBuffer.wrap(marks == null ? new byte[0] : marks);
        try {
            while (bytes.hasRemaining()) {
                Mark mark = new Mark(RedisBytes.text(bytes), true);
                for (int left = bytes.getInt(); left > 0; left--) {
                    read.change(RedisBytes.text(bytes), mark);
                }
            }
        } catch (BufferUnderflowException e) {
            throw new RedisDamage(n);
        }
        return read;
    }
}
