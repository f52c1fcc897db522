package chat.maru.bench.report;

/** What a number has to be. */
record Bound(Kind kind, double value) {
    /** Which side of the value is the good one. */
    enum Kind {
        AT_LEAST("≥"),
        ABOVE(">"),
        AT_MOST("≤");

        private final String sign;

        Kind(String sign) {
            this.sign = sign;
        }
    }

    static Bound atLeast(double value) {
        return new Bound(Kind.AT_LEAST, value);
    }

    static Bound above(double value) {
        return new Bound(Kind.ABOVE, value);
    }

    static Bound atMost(double value) {
        return new Bound(Kind.AT_MOST, value);
    }

    /** @param every whether each run has to hold it, not only the median */
    boolean isHeldBy(Spread seen, boolean every) {
        return switch (kind) {
            case AT_LEAST -> (every ? seen.min() : seen.median()) >= value;
            case ABOVE -> (every ? seen.min() : seen.median()) > value;
            case AT_MOST -> (every ? seen.max() : seen.median()) <= value;
        };
    }

    String shown(String unit) {
        return kind.sign + " " + Figures.plain(value) + (unit.isEmpty() ? "" : " " + unit);
    }
}
