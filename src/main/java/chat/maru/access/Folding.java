package chat.maru.access;

import java.text.Normalizer;
import java.util.Locale;

/** Makes one key of spellings that differ in case or composition only. Stateless. */
public final class Folding {
    private Folding() {}

    /**
     * Down, up and down again, so that folding a key changes nothing (a capital sharp s goes down to one that goes up
     * to two letters). Down by single code points: lower-casing a whole text would look at its neighbours (final
     * sigma).
     */
    public static String fold(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return Normalizer.normalize(lower(lower(composed).toUpperCase(Locale.ROOT)), Normalizer.Form.NFC);
    }

    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.codePoints().forEach(c -> lower.appendCodePoint(Character.toLowerCase(c)));
        return lower.toString();
    }
}
