package chat.maru.log;

class MemoryLogStoreTest extends RoomLogContract {
    @Override
    LogStore fresh() {
        return new MemoryLogStore(10_000, 64 << 20, clock);
    }

    @Override
    LogStore restart(LogStore open) {
        throw new AssertionError("memory does not restart");
    }

    @Override
    LogStore tiny() {
        return new MemoryLogStore(10_000, 100_000, clock);
    }

    @Override
    boolean durable() {
        return false;
    }
}
