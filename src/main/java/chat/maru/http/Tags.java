package chat.maru.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Compares entity tags as RFC 9110 has it. Stateless. */
final class Tags {
    private Tags() {}

    /** Whether a header {@code If-None-Match} names {@code tag}. */
    static boolean match(@Nullable String header, String tag) {
        return header != null
                && Arrays.stream(header.split(",", -1))
                        .map(String::strip)
                        .map(one -> one.startsWith("W/") ? one.substring(2) : one)
                        .anyMatch(one -> one.equals(tag) || one.equals("*"));
    }
}
