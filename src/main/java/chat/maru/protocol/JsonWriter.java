package chat.maru.protocol;

/**
 * Writes one JSON object after the other into a string. Not thread-safe; made, used and dropped by one method.
 *
 * <p>Ours, because every delivered byte passes here: it writes what a frame needs and nothing more. An unpaired
 * surrogate is written as an escape: some containers break the whole session on a text that has no UTF-8 form, so that
 * one stored message would cut off every reader.
 */
final class JsonWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out = new StringBuilder(192);
    private boolean first = true;

    JsonWriter begin() {
        comma();
        out.append('{');
        first = true;
        return this;
    }

    JsonWriter begin(String name) {
        name(name);
        out.append('{');
        first = true;
        return this;
    }

    JsonWriter end() {
        out.append('}');
        first = false;
        return this;
    }

    JsonWriter beginArray(String name) {
        name(name);
        out.append('[');
        first = true;
        return this;
    }

    JsonWriter endArray() {
        out.append(']');
        first = false;
        return this;
    }

    JsonWriter member(String name, String value) {
        name(name);
        string(value);
        return this;
    }

    JsonWriter member(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    JsonWriter member(String name, boolean value) {
        name(name);
        out.append(value);
        return this;
    }

    /** An element of an array that is JSON already. */
    JsonWriter raw(String json) {
        comma();
        out.append(json);
        return this;
    }

    private void name(String name) {
        comma();
        string(name);
        out.append(':');
    }

    private void comma() {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    private void string(String value) {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
                continue;
            }
            out.append(value, plain, i);
            plain = i + 1;
            escape(c);
        }
        out.append(value, plain, value.length()).append('"');
    }

    private void escape(char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default ->
                out.append("\\u")
                        .append(HEX[c >> 12])
                        .append(HEX[(c >> 8) & 15])
                        .append(HEX[(c >> 4) & 15])
                        .append(HEX[c & 15]);
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
