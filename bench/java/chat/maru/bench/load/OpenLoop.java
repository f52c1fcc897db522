package chat.maru.bench.load;

/**
 * Publications by a timetable, whatever becomes of them, each in the next room. Latency counts from the time in the
 * table: what is sent late because server or generator stood still is late. Owned by the loop's thread.
 */
public final class OpenLoop implements Pace {
    /** At a higher rate than this allows, several go out at once, so that the loop does not spin between them. */
    private static final double SPIN_NANOS_MIN = 2e6;

    private static final long REST_NANOS = 1_000_000L;

    private final double nanosBetween;
    private final int roomsMax;
    private long start = Long.MIN_VALUE;
    private long sent;

    /** @param perSecond publications a second, over all rooms */
    public OpenLoop(double perSecond) {
        this(perSecond, Integer.MAX_VALUE);
    }

    /**
     * @param perSecond publications a second, over all rooms that talk
     * @param roomsMax of how many rooms, from the first, that is
     */
    public OpenLoop(double perSecond, int roomsMax) {
        nanosBetween = 1e9 / perSecond;
        this.roomsMax = roomsMax;
    }

    @Override
    public long tick(Crowd crowd, long now) {
        if (start == Long.MIN_VALUE) {
            start = now;
        }
        while (due() <= now) {
            crowd.publish((int) (sent % Math.min(roomsMax, crowd.rooms())), due());
            sent++;
        }
        return nanosBetween < SPIN_NANOS_MIN ? Math.max(due(), now + REST_NANOS) : due();
    }

    private long due() {
        return start + (long) (sent * nanosBetween);
    }

    @Override
    public void complete(Crowd crowd, int room, long now) {}
}
