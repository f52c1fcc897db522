package chat.maru.protocol;

import static chat.maru.protocol.Refusal.Code.BAD_FIELD;
import static chat.maru.protocol.Refusal.Code.MISSING_FIELD;
import static chat.maru.protocol.Refusal.Code.TEXT_EMPTY;
import static chat.maru.protocol.Refusal.Code.TEXT_INVALID;
import static chat.maru.protocol.Refusal.Code.TEXT_TOO_LONG;

import chat.maru.log.Position;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Reads the members of one frame, each by its rule, and refuses by name. Not thread-safe; lives for one frame. */
final class Fields {
    private static final int ID_CHARS_MAX = 64;
    private static final int AUTHOR_CHARS_MAX = 128;
    private static final int EMOJI_CODE_POINTS_MAX = 16;

    private final JsonObject object;
    private final Limits limits;

    Fields(JsonObject object, Limits limits) {
        this.object = object;
        this.limits = limits;
    }

    boolean has(String name) {
        return object.containsKey(name) && object.get(name) != JsonValue.NULL;
    }

    String string(String name) throws RefusedException {
        JsonValue value = object.get(name);
        if (value == null || value == JsonValue.NULL) {
            throw new RefusedException(MISSING_FIELD, "The field \"" + name + "\" is missing.");
        }
        if (!(value instanceof JsonString string)) {
            throw new RefusedException(BAD_FIELD, "The field \"" + name + "\" must be a string.");
        }
        return string.getString();
    }

    @Nullable
    String optionalString(String name) throws RefusedException {
        return has(name) ? string(name) : null;
    }

    /** An id made by a client: 1 to 64 printable ASCII characters. */
    String id(String name) throws RefusedException {
        String id = string(name);
        boolean printable = id.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (id.isEmpty() || id.length() > ID_CHARS_MAX || !printable) {
            throw new RefusedException(
                    BAD_FIELD,
                    "The field \"" + name + "\" must be 1 to " + ID_CHARS_MAX
                            + " printable ASCII characters without spaces.");
        }
        return id;
    }

    /** The id of somebody: visible characters, and not many. */
    String author(String name) throws RefusedException {
        String author = string(name);
        boolean good = !author.isEmpty()
                && author.length() <= AUTHOR_CHARS_MAX
                && !Utf8.hasLoneSurrogate(author)
                && author.codePoints().noneMatch(Character::isISOControl);
        if (!good) {
            throw new RefusedException(
                    BAD_FIELD,
                    "The field \"" + name + "\" must be the id of somebody, 1 to " + AUTHOR_CHARS_MAX + " characters.");
        }
        return author;
    }

    /** Letters of rights, each at most once; may be empty. */
    String rights(String name) throws RefusedException {
        String letters = string(name);
        if (!letters.matches("r?w?m?")) {
            throw new RefusedException(
                    BAD_FIELD, "The field \"" + name + "\" has the letters r, w and m in this order, or none.");
        }
        return letters;
    }

    /** The id if there is a good one, for the answer to a frame that is refused for something else. */
    @Nullable
    String idOrNull() {
        try {
            return has("id") ? id("id") : null;
        } catch (RefusedException e) {
            return null;
        }
    }

    /** Text that may be absent or empty, under the rule of {@link #text}. */
    String optionalText(String name) throws RefusedException {
        return has(name) && !string(name).isEmpty() ? text(name) : "";
    }

    boolean flag(String name) throws RefusedException {
        JsonValue value = object.get(name);
        if (value == null || value == JsonValue.NULL) {
            throw new RefusedException(MISSING_FIELD, "The field \"" + name + "\" is missing.");
        }
        if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
            throw new RefusedException(BAD_FIELD, "The field \"" + name + "\" must be true or false.");
        }
        return value == JsonValue.TRUE;
    }

    /** One emoji, or whatever short sign a client takes for one: no letters, digits, blanks or controls. */
    String emoji(String name) throws RefusedException {
        String emoji = string(name);
        int length = emoji.codePointCount(0, emoji.length());
        boolean good = length >= 1 && length <= EMOJI_CODE_POINTS_MAX && !Utf8.hasLoneSurrogate(emoji);
        if (!good || emoji.codePoints().anyMatch(Fields::isNoEmoji)) {
            throw new RefusedException(
                    BAD_FIELD,
                    "The field \"" + name + "\" must be one emoji of at most " + EMOJI_CODE_POINTS_MAX
                            + " code points.");
        }
        return emoji;
    }

    private static boolean isNoEmoji(int c) {
        return Character.isLetter(c) || Character.isWhitespace(c) || Character.isISOControl(c) || c == '<' || c == '&';
    }

    /** A key of the room's state: a word of letters and digits that begins with a small letter. */
    String key(String name) throws RefusedException {
        String key = string(name);
        if (!key.matches("[a-z][A-Za-z0-9]{0,31}")) {
            throw new RefusedException(
                    BAD_FIELD,
                    "The field \"" + name + "\" must be 1 to 32 letters and digits, beginning with a small letter.");
        }
        return key;
    }

    /** What a person says: not blank, within both limits, without control characters and unpaired surrogates. */
    String text(String name) throws RefusedException {
        String text = string(name);
        if (text.isBlank()) {
            throw new RefusedException(TEXT_EMPTY, "The field \"" + name + "\" is empty.");
        }
        if (text.codePointCount(0, text.length()) > limits.textCodePointsMax()
                || Utf8.length(text) > limits.textBytesMax()) {
            throw new RefusedException(
                    TEXT_TOO_LONG,
                    "The field \"" + name + "\" is longer than " + limits.textCodePointsMax() + " characters or "
                            + limits.textBytesMax() + " bytes.");
        }
        if (Utf8.hasLoneSurrogate(text)) {
            throw new RefusedException(TEXT_INVALID, "The field \"" + name + "\" has an unpaired surrogate.");
        }
        if (text.chars().anyMatch(Fields::isForbiddenControl)) {
            throw new RefusedException(
                    TEXT_INVALID, "The field \"" + name + "\" has a control character other than tab and line break.");
        }
        return text;
    }

    private static boolean isForbiddenControl(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r';
    }

    /** An integer from {@code min} to {@code max}; anything that is not exactly one is refused, 1.5 and 1e400 alike. */
    long integer(String name, long min, long max) throws RefusedException {
        JsonValue value = object.get(name);
        if (value == null || value == JsonValue.NULL) {
            throw new RefusedException(MISSING_FIELD, "The field \"" + name + "\" is missing.");
        }
        try {
            if (value instanceof JsonNumber number) {
                long exact = number.longValueExact();
                if (exact >= min && exact <= max) {
                    return exact;
                }
            }
        } catch (ArithmeticException | UnsupportedOperationException e) {
            // Too large, or with a fraction: refused below like any other wrong number.
        }
        throw new RefusedException(
                BAD_FIELD, "The field \"" + name + "\" must be an integer from " + min + " to " + max + ".");
    }

    /** The position of an entry. */
    long target(String name) throws RefusedException {
        return integer(name, 1, Position.N_MAX);
    }

    long position(String name) throws RefusedException {
        return integer(name, 0, Position.N_MAX);
    }

    @Nullable
    Fields object(String name) throws RefusedException {
        if (!has(name)) {
            return null;
        }
        if (object.get(name) instanceof JsonObject inner) {
            return new Fields(inner, limits);
        }
        throw new RefusedException(BAD_FIELD, "The field \"" + name + "\" must be an object.");
    }
}
