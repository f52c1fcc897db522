package chat.maru.app;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A setting: its name, its default, its bounds and what it means. {@code docs/settings.md} is made from these. */
public interface Setting {
    /** Every setting, in the order in which people read of them. */
    static List<Setting> all() {
        return Stream.<Setting[]>of(ServerSetting.values(), StoreSetting.values(), LimitSetting.values())
                .flatMap(Stream::of)
                .toList();
    }

    /** What it is. */
    Definition definition();

    /** The name as context parameter and system property. */
    default String key() {
        return definition().key();
    }

    /** The name in the environment: {@code maru.sendTimeoutMs} is {@code MARU_SEND_TIMEOUT_MS}. */
    default String variable() {
        return key().replace('.', '_').replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    /** What it is when nobody has set it. */
    default String defaultText() {
        return definition().defaultText();
    }

    /** Whether it is an integer, and so has bounds. */
    default boolean isNumber() {
        return max() >= min();
    }

    /** The least that it may be. */
    default long min() {
        return definition().min();
    }

    /** The most that it may be. */
    default long max() {
        return definition().max();
    }

    /** For people, in Markdown. */
    default String meaning() {
        return definition().meaning();
    }

    /**
     * What a setting is. Immutable.
     *
     * @param min of a number; with a {@code max} below it the value is a text
     */
    record Definition(String key, String defaultText, long min, long max, String meaning) {}
}
