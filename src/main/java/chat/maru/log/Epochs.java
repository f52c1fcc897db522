package chat.maru.log;

import java.security.SecureRandom;

/** Makes new epochs: short, random, and safe to put in a URL. Stateless. */
final class Epochs {
    /** 50 bits: two stores that ever meet will not have drawn the same. */
    private static final int LENGTH = 10;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private Epochs() {}

    static String fresh() {
        SecureRandom random = new SecureRandom();
        StringBuilder epoch = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            epoch.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return epoch.toString();
    }
}
