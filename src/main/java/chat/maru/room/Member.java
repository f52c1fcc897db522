package chat.maru.room;

import chat.maru.access.Identity;
import chat.maru.access.Verdict;

/** One connection in a room, as the room sees it. */
public interface Member {
    /**
     * Who joined, by the name that the room last gave. Two members may share an identity: the same person in two tabs.
     */
    Identity identity();

    /** Where it is connected from; empty where nobody knows. */
    String address();

    /**
     * It may not be here any more. Called by many threads, more than once, before {@link Admission#join} has returned
     * too. MUST return at once.
     */
    void expel(Verdict verdict);

    /**
     * It may still be here, and what else it may is to be asked again. Carries nothing, may be doubled, and is called
     * by many threads, before {@link Admission#join} has returned too. MUST return at once.
     */
    void judged();

    /**
     * The room has given this identity another name than it asked for or had. Called under the roster's lock, before
     * {@link Room#join} returns too.
     *
     * <p>MUST return at once, and MUST be what {@link #identity} says from then on.
     */
    void renamed(String name);

    /**
     * The room may have grown: look again. Carries nothing, may be doubled or late, and is called by many threads.
     *
     * <p>MUST return soon whatever the socket does: everybody behind this member in the room waits for it.
     */
    void wake();
}
