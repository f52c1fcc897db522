package chat.maru.support;

import chat.maru.access.Identity;
import chat.maru.access.MessageFilter;
import java.util.Optional;

/** A filter as a company would write one: no code names in rooms whose names begin with {@code public}. */
public final class CodeNameFilter implements MessageFilter {
    /** What it says to whoever breaks it. */
    public static final String OBJECTION = "The rule \"code names\": not in a public room. Use the product's name.";

    @Override
    public Optional<String> objection(Identity author, String roomKey, String text) {
        boolean named = roomKey.startsWith("public") && text.contains("Bluebird");
        return named ? Optional.of(OBJECTION) : Optional.empty();
    }
}
