package chat.maru.access;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keeps links out: what begins with a scheme and two slashes, with {@code www.} or with {@code mailto:}. Immutable. */
public final class LinkFilter implements MessageFilter {
    /** Bounded on the left and without repetitions that overlap: it takes time in proportion to the text. */
    private static final Pattern LINK = Pattern.compile(
            "(?<![\\p{L}\\p{N}])(?:[a-z][a-z0-9+.-]{1,15}://|www\\.|mailto:)", Pattern.CASE_INSENSITIVE);

    private final boolean usersMay;

    /** @param usersMay whether those who are no guests may write them */
    public LinkFilter(boolean usersMay) {
        this.usersMay = usersMay;
    }

    @Override
    public Optional<String> objection(Identity author, String roomKey, String text) {
        if (usersMay && !author.isGuest()) {
            return Optional.empty();
        }
        String plain = Normalizer.normalize(Invisible.strip(text), Normalizer.Form.NFKC);
        String who = usersMay ? "guests" : "members";
        return LINK.matcher(plain).find()
                ? Optional.of("The rule \"links\": they are not for " + who + " here. Send the text without the link.")
                : Optional.empty();
    }
}
