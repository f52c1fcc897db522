package chat.maru.log;

import chat.maru.support.PassingLog;
import chat.maru.support.PassingStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A store whose logs break the contract on purpose, to prove that the tests which guard it can fail. */
public final class FaultyLogStore extends PassingStore {
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
        super(sound, log -> new FaultyLog(log, fault));
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
