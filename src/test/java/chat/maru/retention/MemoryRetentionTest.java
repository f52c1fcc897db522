package chat.maru.retention;

import chat.maru.log.LogStore;
import chat.maru.log.MemoryLogStore;

class MemoryRetentionTest extends ArchiveContract {
    @Override
    LogStore fresh() {
        return new MemoryLogStore(10_000, 64 << 20, clock);
    }

    @Override
    LogStore small() {
        return new MemoryLogStore(10_000, 200_000, clock);
    }
}
