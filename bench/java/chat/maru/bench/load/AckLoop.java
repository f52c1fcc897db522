package chat.maru.bench.load;

/**
 * So many publications of each member that have no ack: the next goes out when one comes. Owned by the loop's thread.
 */
public final class AckLoop implements Pace {
    private final int inFlight;
    private final int members;
    private boolean begun;

    /**
     * @param inFlight of each member
     * @param members of each room
     */
    public AckLoop(int inFlight, int members) {
        this.inFlight = inFlight;
        this.members = members;
    }

    @Override
    public long tick(Crowd crowd, long now) {
        if (!begun) {
            begun = true;
            for (int i = 0; i < crowd.rooms() * members * inFlight; i++) {
                crowd.publish(i % crowd.rooms(), i / crowd.rooms() % members, now);
            }
        }
        return Long.MAX_VALUE;
    }

    @Override
    public void complete(Crowd crowd, int room, long now) {}

    @Override
    public void acked(Crowd crowd, int room, int member, long now) {
        crowd.publish(room, member, now);
    }
}
