package chat.maru.access;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What makes two names look alike. Immutable.
 *
 * <p>One key is not enough, since a letter may look like one when it is small and like another when it is a capital: of
 * a name there are the looks as it stands, in small letters and in capitals, and two names that have one of them in
 * common look alike. {@code ADMlN} with a small L is {@code admin}'s, and so is {@code adm\u0131n}.
 *
 * @param looks one to three skeletons
 */
public record NameKey(Set<String> looks) {
    /** Folding and looking settle after two turns or three. */
    private static final int TURNS_MAX = 8;

    public NameKey {
        looks = Set.copyOf(looks);
    }

    /** Takes time in proportion to the name, which is one that {@link GuestName} let through. */
    public static NameKey of(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
        String asItStands = Confusables.skeleton(plain);
        String capital = Confusables.skeleton(plain.toUpperCase(Locale.ROOT));
        return new NameKey(new HashSet<>(List.of(asItStands, capital, small(plain))));
    }

    /** Until it is stable: what a zero looks like is a capital O, which has a small form of its own. */
    static String small(String plain) {
        String small = plain;
        for (int turn = 0; turn < TURNS_MAX; turn++) {
            String next = Confusables.skeleton(Folding.fold(small));
            if (next.equals(small)) {
                break;
            }
            small = next;
        }
        return small;
    }

    /** Whether names of these keys look alike. */
    public boolean isLike(NameKey other) {
        return looks.stream().anyMatch(other.looks::contains);
    }
}
