package chat.maru.room;

import chat.maru.log.Head;
import chat.maru.log.Page;

/** What a cursor found next. Immutable. */
public sealed interface Take {
    /** Entries that continue the last ones without a hole. */
    record Batch(long after, Page page) implements Take {}

    /** Entries that this member will not get; its next entries follow {@code first - 1}, or the head. */
    record Gap(Head head, long first, Cause cause) implements Take {}

    /** The member has everything up to {@code n}. */
    record Nothing(long n) implements Take {}

    /** Why there is a gap. */
    enum Cause {
        /** They were trimmed while the member lagged. */
        TRIMMED,
        /** The log lost its past. */
        EPOCH,
        /** The position that the member came with is not reached yet. */
        FUTURE,
        /** The next entry is damaged. Nothing comes after this. */
        DAMAGED
    }
}
