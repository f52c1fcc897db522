package chat.maru.access;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rule for names: {@link NameRule}, and for guests that they claim no office. Stateless. */
public final class GuestName {
    private static final String RESERVED_RULE = "This name is kept for those who run the server.";

    /** As a guest, each of these would be taken for somebody who may give orders. */
    private static final List<NameKey> RESERVED = List.of(
                    "admin",
                    "administrator",
                    "moderator",
                    "system",
                    "server",
                    "maru",
                    "root",
                    "operator",
                    "support",
                    "관리자",
                    "운영자",
                    "시스템",
                    "서버",
                    "마루")
            .stream()
            .map(NameKey::of)
            .toList();

    /** More chars than this for each code point that is allowed are refused unread: normalising costs. */
    private static final int CHARS_PER_CODE_POINT_MAX = 8;

    private static final Pattern SPACES = Pattern.compile("\\p{Zs}+");

    private GuestName() {}

    /**
     * A guest's name as it will be shown: in NFC, trimmed, each run of spaces one space; empty where it breaks a rule,
     * which {@link #broken} tells. Takes time in proportion to {@code codePointsMax}, however long the text is.
     */
    public static Optional<String> parse(String text, int codePointsMax) {
        return parseVouched(text, codePointsMax).filter(name -> !isReserved(name));
    }

    /** The same for a name that a login or a token vouches for: it may be {@code admin}, if it is. */
    public static Optional<String> parseVouched(String text, int codePointsMax) {
        if (isTooLong(text, codePointsMax)) {
            return Optional.empty();
        }
        String name = shown(text);
        return NameRule.broken(name, codePointsMax) == null ? Optional.of(name) : Optional.empty();
    }

    /** Of a text that did not parse: the rule that it breaks, as a sentence for people, in English. */
    public static String broken(String text, int codePointsMax) {
        @Nullable
        String rule = isTooLong(text, codePointsMax)
                ? NameRule.length(codePointsMax)
                : NameRule.broken(shown(text), codePointsMax);
        return rule == null ? RESERVED_RULE : rule;
    }

    private static boolean isTooLong(String text, int codePointsMax) {
        return text.length() > CHARS_PER_CODE_POINT_MAX * codePointsMax;
    }

    private static String shown(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return SPACES.matcher(composed).replaceAll(" ").strip();
    }

    private static boolean isReserved(String name) {
        NameKey key = NameKey.of(name);
        return RESERVED.stream().anyMatch(key::isLike);
    }

    /** A name for somebody who gave none: the same for the same identity. */
    public static String madeUp(String authorId) {
        return "guest-" + Integer.toString(authorId.hashCode() & 0xffff, 36);
    }

    /**
     * A name for somebody whose own looks like another's in the room: {@code name} and a number, cut so that it obeys
     * the rule. Where the limit leaves no room for a letter beside the number, the number alone.
     */
    public static String numbered(String name, int number, int codePointsMax) {
        String suffix = " " + number;
        int letters = Math.min(name.codePointCount(0, name.length()), codePointsMax - suffix.length());
        for (; letters > 0; letters--) {
            String cut = name.substring(0, name.offsetByCodePoints(0, letters)).strip() + suffix;
            // Not in the middle of an emoji that is joined of several.
            if (NameRule.broken(cut, codePointsMax) == null) {
                return cut;
            }
        }
        return suffix.strip();
    }
}
