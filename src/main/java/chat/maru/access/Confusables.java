package chat.maru.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * Which characters look alike, by the table of Unicode Technical Standard 39. Immutable.
 *
 * <p>The table is the one that ICU packs, {@code confusables.cfu}, taken out of its jar by the build. After a header
 * that tells its own length come numbers of 32 bits, big-endian: a magic number, a version, a length, then offset and
 * count of keys, values and strings. A key is a code point with, in its top byte, the length of what it looks like less
 * one; its value is that character itself, or where among the strings it begins.
 */
final class Confusables {
    private static final String FILE = "confusables.cfu";
    private static final int MAGIC = 0x3845fdef;
    private static final int FORMAT = 2;
    private static final int CODE_POINT_BITS = 24;
    private static final int CODE_POINT_MASK = (1 << CODE_POINT_BITS) - 1;

    /** Where in the table its numbers stand, in bytes. */
    private static final int VERSION_AT = 4;

    private static final int KEYS_AT = 12;
    private static final int VALUES_AT = 20;
    private static final int STRINGS_AT = 28;

    private static final Confusables TABLE = load();

    /** Ascending. */
    private final int[] codePoints;

    private final String[] looks;

    private Confusables(ByteBuffer table) {
        if (table.getInt(0) != MAGIC || table.get(VERSION_AT) != FORMAT) {
            throw new IllegalStateException(FILE + " is of another format");
        }
        int keys = table.getInt(KEYS_AT);
        int values = table.getInt(VALUES_AT);
        byte[] bytes = new byte[table.getInt(STRINGS_AT + Integer.BYTES) * Character.BYTES];
        table.get(table.getInt(STRINGS_AT), bytes);
        String strings = new String(bytes, StandardCharsets.UTF_16BE);
        this.codePoints = new int[table.getInt(KEYS_AT + Integer.BYTES)];
        this.looks = new String[codePoints.length];
        for (int i = 0; i < codePoints.length; i++) {
            int key = table.getInt(keys + i * Integer.BYTES);
            char value = table.getChar(values + i * Character.BYTES);
            int length = (key >>> CODE_POINT_BITS) + 1;
            codePoints[i] = key & CODE_POINT_MASK;
            looks[i] = length == 1 ? String.valueOf(value) : strings.substring(value, value + length);
        }
    }

    private static Confusables load() {
        try (InputStream in = Confusables.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is missing: the build takes it out of ICU's jar");
            }
            ByteBuffer file = ByteBuffer.wrap(in.readAllBytes());
            return new Confusables(file.position(file.getShort(0)).slice());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The skeleton by that standard: the same for all texts that look alike, case aside. Nothing to show anybody. Takes
     * time in proportion to the text.
     */
    static String skeleton(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFD);
        StringBuilder skeleton = new StringBuilder(apart.length());
        apart.codePoints().filter(c -> !Invisible.isIgnorable(c)).forEach(c -> TABLE.append(c, skeleton));
        return Normalizer.normalize(skeleton, Normalizer.Form.NFD);
    }

    private void append(int codePoint, StringBuilder skeleton) {
        int found = Arrays.binarySearch(codePoints, codePoint);
        if (found < 0) {
            skeleton.appendCodePoint(codePoint);
        } else {
            skeleton.append(looks[found]);
        }
    }
}
