package chat.maru.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them. Stateless. */
final class Figures {
    private static final int DIGITS = 3;

    /** Of the median: runs that differ by more than this do not carry more than three digits. */
    private static final double LARGE_SPREAD = 0.01;

    private static final double SMALL = 100;

    private Figures() {}

    static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** Three significant digits, but no whole digit is lost of a number that is written out. */
    static String number(double value) {
        return Math.abs(value) >= SMALL || value == Math.rint(value) ? whole(value) : digits(value);
    }

    /** As it was meant when it was written down: 0.4, not 0.400. */
    static String plain(double value) {
        return Math.abs(value) >= SMALL
                ? whole(value)
                : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** Three significant digits. */
    static String digits(double value) {
        if (value == 0) {
            return whole(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_UP));
        int decimals = DIGITS - (rounded.precision() - rounded.scale());
        return String.format(Locale.ROOT, "%,." + Math.max(0, Math.min(DIGITS, decimals)) + "f", rounded);
    }

    /** The median, and from where to where when there are several runs. */
    static String spread(Spread spread) {
        boolean wide = spread.max() - spread.min() > LARGE_SPREAD * Math.abs(spread.median());
        if (!wide) {
            return number(spread.median());
        }
        return digits(spread.median()) + " (" + digits(spread.min()) + "–" + digits(spread.max()) + ")";
    }
}
