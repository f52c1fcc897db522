package chat.maru.log;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** Makes new epochs: short, random, and safe to put in a URL; and tells what is one. Stateless. */
final class Epochs {
    /** 50 bits: two stores that ever meet will not have drawn the same. */
    private static final int LENGTH = 10;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    /** Longer ones may come. Kept, since each change of a room on Redis is looked at. */
    private static final Pattern EPOCH = Pattern.compile("[a-z2-7]{1,20}");

    private Epochs() {}

    static String fresh() {
        SecureRandom random = new SecureRandom();
        StringBuilder epoch = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            epoch.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return epoch.toString();
    }

    /** Whether {@code text} may be one. */
    static boolean isOne(String text) {
        return EPOCH.matcher(text).matches();
    }
}
