package chat.maru.access;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps words out, in whatever letters: compared is what they look like, without marks, invisible characters and gaps
 * between single letters. Immutable.
 *
 * <p>Whole words, so that a word inside a longer one does no harm; but in scripts that are written without spaces, or
 * whose words grow endings, anywhere. Whoever wants to get around it can: it is against habit, not against malice.
 */
public final class WordFilter implements MessageFilter {
    /** Which word it is stays unsaid, or the list could be read by trying. */
    private static final String OBJECTION =
            "The rule \"blocked words\": this text has a word that is not wanted here. Say it in other words.";

    private final Set<String> words = new HashSet<>();
    private final List<String> parts = new ArrayList<>();

    /** @param blocked words as people write them, none empty */
    public WordFilter(Collection<String> blocked) {
        for (String word : blocked) {
            String key = String.join("", words(word));
            if (word.codePoints().anyMatch(WordFilter::isWrittenWithoutSpaces)) {
                parts.add(key);
            } else {
                words.add(key);
            }
        }
    }

    private static boolean isWrittenWithoutSpaces(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }

    @Override
    public Optional<String> objection(Identity author, String roomKey, String text) {
        List<String> said = words(text);
        boolean blocked = said.stream().anyMatch(words::contains);
        if (!blocked && !parts.isEmpty()) {
            String all = String.join("", said);
            blocked = parts.stream().anyMatch(all::contains);
        }
        return blocked ? Optional.of(OBJECTION) : Optional.empty();
    }

    /** The words of a text by their looks, with letters that stand alone in a row taken for one word. */
    private static List<String> words(String text) {
        String plain = Normalizer.normalize(Invisible.strip(text), Normalizer.Form.NFKD);
        StringBuilder spaced = new StringBuilder();
        StringBuilder word = new StringBuilder();
        boolean lastWasSingle = false;
        for (int i = 0; i <= plain.length(); ) {
            int c = i == plain.length() ? ' ' : plain.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isLetterOrDigit(c)) {
                word.appendCodePoint(c);
            } else if (!isMark(c) && !word.isEmpty()) {
                boolean single = word.codePointCount(0, word.length()) == 1;
                spaced.append(single && lastWasSingle ? "" : " ").append(word);
                lastWasSingle = single;
                word.setLength(0);
            }
        }
        String looks = NameKey.small(Normalizer.normalize(spaced, Normalizer.Form.NFKC));
        return List.of(looks.strip().split(" +"));
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
