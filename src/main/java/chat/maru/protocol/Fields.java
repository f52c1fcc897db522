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

    /** The id if there is a good one, for the answer to a frame that is refused for something else. */
    @Nullable
    String idOrNull() {
        try {
            return has("id") ? id("id") : null;
        } catch (RefusedException e) {
            return null;
        }
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
