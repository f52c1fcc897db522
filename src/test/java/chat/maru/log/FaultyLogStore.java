package chat.maru.log;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
    public Durability durability() {
        return sound.durability();
    }

    @Override
    public Optional<String> trouble() {
        return sound.trouble();
    }

    @Override
    public void close() {
        sound.close();
    }

    private record FaultyLog(RoomLog sound, Fault fault) implements RoomLog {
        @Override
        public CompletionStage<Page> readAfter(long n, int entriesMax, int bytesMax) {
            return sound.readAfter(n, entriesMax, bytesMax)
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
            return sound.append(draft).thenApply(receipt -> {
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

        @Override
        public String room() {
            return sound.room();
        }

        @Override
        public String name() {
            return sound.name();
        }

        @Override
        public Head head() {
            return sound.head();
        }

        @Override
        public CompletionStage<Optional<Position>> find(String author, String id) {
            return sound.find(author, id);
        }

        @Override
        public CompletionStage<History> history(Range range, int entriesMax, int bytesMax) {
            return sound.history(range, entriesMax, bytesMax);
        }

        @Override
        public CompletionStage<Long> read(String author) {
            return sound.read(author);
        }

        @Override
        public CompletionStage<Long> markRead(String author, long n) {
            return sound.markRead(author, n);
        }

        @Override
        public CompletionStage<Map<String, String>> state() {
            return sound.state();
        }

        @Override
        public CompletionStage<Head> trim(long first) {
            return sound.trim(first);
        }

        @Override
        public void onGrowth(Runnable wake) {
            sound.onGrowth(wake);
        }

        @Override
        public void close() {
            sound.close();
        }
    }
}
