package chat.maru.log;

import java.util.SplittableRandom;

/**
 * What one run has to suffer: drawn from its seed, so that some runs have nothing but one kind of trouble.
 *
 * @param cuts in 10,000 chances for a line to be cut
 * @param failovers so far they are apart, roughly, in microseconds; 0 where there are none
 * @param deafness in 100 wake-ups are lost
 */
record SimulatedWeather(
        int cuts, boolean slow, int deafness, boolean crashes, int failovers, boolean clears, boolean trims) {
    static SimulatedWeather of(SplittableRandom random) {
        boolean isFair = random.nextInt(8) == 0;
        return new SimulatedWeather(
                isFair ? 0 : random.nextInt(4) * 5,
                random.nextInt(3) == 0,
                random.nextInt(3) * 40,
                !isFair && random.nextBoolean(),
                isFair ? 0 : random.nextInt(4) * 3_000_000,
                random.nextInt(6) == 0,
                random.nextBoolean());
    }
}
