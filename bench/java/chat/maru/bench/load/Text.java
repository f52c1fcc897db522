package chat.maru.bench.load;

/**
 * The text of a message: {@link #LENGTH} ASCII characters unless another length is asked for, {@code #}, ten digits of
 * its serial, {@code #}, and letters. It can be found in the frame of any server, whatever stands around it. Stateless.
 */
public final class Text {
    /** So that {@code {"message":"…"}} is about 100 bytes. */
    public static final int LENGTH = 84;

    private static final int DIGITS = 10;
    private static final int MARK_LENGTH = DIGITS + 2;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    private Text() {}

    static String of(int serial) {
        return of(serial, LENGTH);
    }

    /** @param length of the text, at least that of its mark */
    static String of(int serial, int length) {
        String digits = Integer.toString(serial);
        return "#" + "0".repeat(DIGITS - digits.length()) + digits + "#"
                + LETTERS.repeat(length / LETTERS.length() + 1).substring(0, length - MARK_LENGTH);
    }

    /** Writes the serials that stand in the payload to {@code found}, and says how many there are. */
    static int find(byte[] payload, int length, Found found) {
        int count = 0;
        for (int i = 0; i + MARK_LENGTH <= length; i++) {
            if (payload[i] != '#') {
                continue;
            }
            int serial = serialAt(payload, i);
            if (serial >= 0) {
                found.put(count++, serial);
                i += MARK_LENGTH - 1;
            }
        }
        return count;
    }

    private static int serialAt(byte[] payload, int hash) {
        if (payload[hash + MARK_LENGTH - 1] != '#') {
            return -1;
        }
        long serial = 0;
        for (int i = hash + 1; i <= hash + DIGITS; i++) {
            int digit = payload[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            serial = serial * 10 + digit;
        }
        return serial <= Integer.MAX_VALUE ? (int) serial : -1;
    }

    /** Takes what was found. */
    interface Found {
        void put(int index, int serial);
    }
}
