package chat.maru.log;

import chat.maru.support.PassingLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A store whose logs break the contract on purpose, to prove that the tests which guard it can fail. */
public final class FaultyLogStore implements LogStore {
    private final LogStore sound;
    private final Fault fault;

    /** How it is broken. */
    public enum Fault {
        /** A page leaves out an entry. */
        DROP,
        /** A page has an entry twice. */
        DUPLICATE,
        /** A page has two entries in the wrong order. */
        SWAP,
        /** Two commands are told the same position. */
        REUSE
    }

    public FaultyLogStore(LogStore sound, Fault fault) {
        this.sound = sound;
        this.fault = fault;
    }

    @Override
    public CompletionStage<RoomLog> open(String room, String name) {
        return sound.open(room, name).thenApply(log -> new FaultyLog(log, fault));
    }

    @Override
    public CompletionStage<List<Listed>> rooms(String afterKey, int max) {
        return sound.rooms(afterKey, max);
    }

    @Override
    public CompletionStage<List<Listed>> roomsOf(String author, String afterKey, int max) {
        return sound.roomsOf(author, afterKey, max);
    }

    @Override
    public CompletionStage<Long> backup(Path target) {
        return sound.backup(target);
    }

    @Override
    public long roomCount() {
        return sound.roomCount();
    }

    @Override
    public String epoch(String room) {
        return sound.epoch(room);
    }

    @Override
    public Durability durability() {
        return sound.durability();
    }

    @Override
    public Optional<String> trouble() {
        return sound.trouble();
    }

    @Override
    public CompletionStage<Optional<Fullness>> fullness() {
        return sound.fullness();
    }

    @Override
    public void close() {
        sound.close();
    }

    private static final class FaultyLog extends PassingLog {
        private final Fault fault;

        FaultyLog(RoomLog sound, Fault fault) {
            super(sound);
            this.fault = fault;
        }

        @Override
        public CompletionStage<Page> readAfter(long n, int entriesMax, int bytesMax) {
            return super.readAfter(n, entriesMax, bytesMax)
                    .thenApply(page -> new Page(page.after(), broken(page.entries()), page.head(), page.damagedAt()));
        }

        private List<Entry> broken(List<Entry> whole) {
            List<Entry> entries = new ArrayList<>(whole);
            if (entries.size() < 2) {
                return entries;
            }
            switch (fault) {
                case DROP -> entries.remove(0);
                case DUPLICATE -> entries.add(1, entries.get(0));
                case SWAP -> Collections.swap(entries, 0, 1);
                case REUSE -> {}
            }
            return entries;
        }

        @Override
        public CompletionStage<Receipt> append(Draft draft) {
            return super.append(draft).thenApply(receipt -> {
                if (fault == Fault.REUSE
                        && receipt instanceof Receipt.Stored stored
                        && stored.position().n() > 3) {
                    Position before = new Position(
                            stored.position().epoch(), stored.position().n() - 1);
                    return new Receipt.Stored(before, stored.duplicate());
                }
                return receipt;
            });
        }
    }
}
