package chat.maru.app;

import chat.maru.access.LinkFilter;
import chat.maru.access.MessageFilter;
import chat.maru.access.WordFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What looks at texts before they are stored: what the settings ask for, then what lies on the class path. Stateless.
 */
final class MessageFilters {
    private MessageFilters() {}

    static List<MessageFilter> of(Settings settings) {
        List<MessageFilter> filters = new ArrayList<>();
        Set<String> words = Stream.of(settings.text(ServerSetting.BLOCKED_WORDS).split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
        if (!words.isEmpty()) {
            filters.add(new WordFilter(words));
        }
        switch (settings.text(ServerSetting.LINKS)) {
            case "everyone" -> {}
            case "users" -> filters.add(new LinkFilter(true));
            case "nobody" -> filters.add(new LinkFilter(false));
            default -> throw new SettingException("maru.links must be everyone, users or nobody.");
        }
        // That of this class: the one of the thread that starts us is the container's, which knows nothing of the WAR.
        ServiceLoader.load(MessageFilter.class, MessageFilters.class.getClassLoader())
                .forEach(filters::add);
        return filters;
    }
}
