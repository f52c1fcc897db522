package chat.maru.bench.load;

/**
 * So many publications in flight in each room: the next goes out when every member has one of them. Latency counts from
 * when one was sent. Owned by the loop's thread.
 */
public final class ClosedLoop implements Pace {
    private final int inFlight;
    private boolean begun;

    public ClosedLoop(int inFlight) {
        this.inFlight = inFlight;
    }

    @Override
    public long tick(Crowd crowd, long now) {
        if (!begun) {
            begun = true;
            for (int room = 0; room < crowd.rooms(); room++) {
                for (int i = 0; i < inFlight; i++) {
                    crowd.publish(room, now);
                }
            }
        }
        return Long.MAX_VALUE;
    }

    @Override
    public void complete(Crowd crowd, int room, long now) {
        crowd.publish(room, now);
    }
}
