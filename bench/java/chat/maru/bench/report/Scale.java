package chat.maru.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * From numbers to places on a line. It is logarithmic when the numbers span more than one line can show otherwise.
 *
 * @param low the number at its begin; 0 unless it is logarithmic
 * @param begin the place of the lowest, which may be behind that of the highest
 */
record Scale(boolean isLogarithmic, double low, double high, double begin, double end) {
    private static final double SPAN_MAX = 30;
    private static final int TICKS = 5;
    private static final double TEN = 10;
    private static final double[] STEPS = {1, 2, 5, 10};

    /** @param values positive ones decide; others are put at the begin */
    static Scale of(List<Double> values, double begin, double end) {
        double low =
                values.stream().filter(value -> value > 0).min(Double::compare).orElse(1.0);
        double high =
                values.stream().filter(value -> value > 0).max(Double::compare).orElse(1.0);
        return high / low > SPAN_MAX
                ? new Scale(true, floor(low * 0.999), ceiling(high), begin, end)
                : new Scale(false, 0, Math.ceil(high / step(high)) * step(high), begin, end);
    }

    static Scale logarithmic(double low, double high, double begin, double end) {
        return new Scale(true, low, high, begin, end);
    }

    private static double step(double high) {
        double rough = high / TICKS;
        double power = power(rough);
        for (double step : STEPS) {
            if (step * power >= rough * 0.999) {
                return step * power;
            }
        }
        return TEN * power;
    }

    private static double power(double value) {
        return Math.pow(TEN, Math.floor(Math.log10(value)));
    }

    /** The next of 1, 2, 5, 10 … that is not above. */
    private static double floor(double value) {
        double power = power(value);
        double best = power;
        for (double step : STEPS) {
            best = step * power <= value ? step * power : best;
        }
        return best;
    }

    private static double ceiling(double value) {
        double power = power(value);
        for (double step : STEPS) {
            if (step * power >= value) {
                return step * power;
            }
        }
        return TEN * power;
    }

    double at(double value) {
        double inside = Math.max(low, Math.min(high, value));
        double share = isLogarithmic ? Math.log(inside / low) / Math.log(high / low) : inside / high;
        return begin + share * (end - begin);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (isLogarithmic) {
            for (double power = power(low); power <= high; power *= TEN) {
                if (power >= low * 0.999) {
                    ticks.add(power);
                }
            }
            return ticks;
        }
        double step = step(high);
        for (int i = 0; i * step <= high * 1.001; i++) {
            ticks.add(Math.round(i * step / power(step)) * power(step));
        }
        return ticks;
    }
}
