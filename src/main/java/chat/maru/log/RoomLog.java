package chat.maru.log;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The log of one room: the contract that every engine keeps. {@code RoomLogContract} in the tests has at least one test
 * for each line.
 *
 * <ol>
 *   <li>An append MUST give the entry position {@code head.n + 1}: positions are 1, 2, 3, … without holes, in one order
 *       that is the same for every reader.
 *   <li>An append MUST NOT complete, be read, or wake anyone before it is as durable as {@link LogStore#durability}
 *       says. In this order: commit, then readable, then wake and complete.
 *   <li>A draft whose author and id are stored already MUST NOT be stored again: it completes with the first position
 *       and {@code duplicate}, also after a restart, also while the first is still being committed. The id MUST be
 *       looked up before anything else may refuse the draft; only {@code BUSY} and {@code STOPPED} come first, and so
 *       say nothing of an earlier try. Kept as long as the entry is held, and for 100,000 newer ids or 24 hours beyond,
 *       whichever is more.
 *   <li>The same author and id with another kind, {@code of} or content MUST be refused {@code ID_REUSED}. Where the
 *       first body is erased or trimmed, kind and {@code of} decide as far as they are known.
 *   <li>An append that is refused MUST leave nothing behind; where that cannot be said, it is {@code UNKNOWN}.
 *   <li>{@code atMillis} MUST NOT go back; {@code m} MUST count messages; {@code chain} MUST continue.
 *   <li>{@link Draft#state} MUST change in the commit of its entry, and trimming MUST NOT touch it.
 *   <li>A {@link Kind#DELETE} MUST erase, in its own commit, the body of its target and of every edit of it; from then
 *       on no read returns them, heads stay, and {@code erasures} grows. An edit of an erased message MUST be stored
 *       without its body. An edit, delete or reaction of what is not a message is refused {@code NO_TARGET}.
 *   <li>A read MUST return entries in ascending order without a hole, within both bounds, but at least one entry if
 *       there is one, however large.
 *   <li>After a trim to {@code first}, reads MUST NOT return anything below it, and a read from further back MUST say
 *       where it really began ({@link Page#after}). {@code n}, {@code m} and the chain go on.
 *   <li>A wake-up MUST follow every growth, carries nothing, and MAY be doubled or late. It runs on the engine's thread
 *       and so MUST NOT block.
 *   <li>A damaged entry MUST NOT be returned. Reads stop before it and name it, the room becomes read-only, other rooms
 *       go on. A damaged room MUST NOT look like an empty or a shorter one.
 *   <li>When the store is full, appends MUST be refused {@code STORE_FULL}, reads go on, and appends work again once
 *       there is room.
 *   <li>The epoch MUST stay for as long as positions keep their meaning, restarts included, and MUST differ after they
 *       lost it.
 *   <li>A {@link Kind#REACTION} MUST change, in its own commit, who has its {@link Mark} on the message: each author
 *       has a mark once or not at all. One that changes nothing is an entry too, for its id has to be kept: a late
 *       retry of it would else undo what came after it. One that would put more than {@link Mark#PER_MESSAGE_MAX}
 *       different marks on a message MUST be refused {@code TOO_MANY_MARKS}, judged in that commit. History counts
 *       marks, and names the first as {@link Marked} says. {@link Draft#own} MUST be judged in that commit too, and
 *       refused {@code NOT_OWN}.
 *   <li>{@link #history} MUST be one moment: text, edits, deletions and reactions as they were at its head.
 *   <li>A mark of {@link #markRead} MUST survive a restart and MUST NOT go down within an epoch, unless
 *       {@link #forgetReads} takes it away.
 *   <li>An entry whose draft {@link Draft#hides} an author MUST erase, in its own commit, every body that this author
 *       has before it, of whatever kind, as a deletion does: reads give tombstones, marks go from erased messages and
 *       with erased reactions, state stays, {@code erasures} grows. It MUST NOT erase its own body.
 *   <li>{@link Head#states} MUST differ after every commit that changed the room's state, and MUST move with it.
 *   <li>{@link #clear} MUST forget all that the room had, ids, state and read marks included, in one step, and give it
 *       an epoch that no earlier one equals; appends made before are of the old room, later ones of the new. Bodies
 *       that went by that MUST NOT be readable from the disk once it has been swept, which a restart goes on with.
 *   <li>{@link #restore} MUST give back what another log held: entries, history, resumption and known ids; MUST refuse
 *       what no log could have held; and MUST leave nothing behind where it is refused, given up or cut off by a crash.
 * </ol>
 *
 * <p>Thread-safe. Stages complete on the engine's threads, or at once when memory has the answer; whoever continues
 * them must not block there. They never complete exceptionally for what a store can suffer: that is a {@link Receipt}
 * or a {@link Page#damagedAt}; a read of a store that is closed or cannot be read fails with an
 * {@link java.io.IOException}.
 */
public interface RoomLog {
    /** The reader that is no author. */
    String NOBODY = "";

    /** The key of the room. */
    String room();

    /** The room's name as it was first spelled. */
    String name();

    /** Where the log stands now. Never blocks. */
    Head head();

    /** Appends, or says why not. Never blocks: a draft that cannot wait is refused {@code BUSY}. */
    CompletionStage<Receipt> append(Draft draft);

    /**
     * Where the command with this author and id was stored; empty where it was not. For whoever has to refuse a command
     * before it may reach {@link #append}, and must not call a stored one a failure.
     */
    CompletionStage<Optional<Position>> find(String author, String id);

    /**
     * Entries after position {@code n}, which is excluded, from the oldest.
     *
     * @param n 0 to {@code head.n}; beyond it, which a reader is only when the log has been cleared meanwhile, the page
     *     is empty, and its head tells
     * @param entriesMax at least 1
     * @param bytesMax at least 1, in {@link Entry#sizeBytes}
     */
    CompletionStage<Page> readAfter(long n, int entriesMax, int bytesMax);

    /**
     * Messages as they read at one moment; never other entries. The read that says {@code older} or {@code newer} is
     * the same that gives the messages. What a bound leaves out is on the far side of {@code range}'s position.
     *
     * @param reader who asks, and stands first among the authors of a mark that it has itself; or {@link #NOBODY}
     * @param entriesMax at least 1
     * @param bytesMax at least 1, in {@link Entry#sizeBytes} of messages and their edits
     */
    CompletionStage<History> history(Range range, String reader, int entriesMax, int bytesMax);

    /** How far {@code author} has read: the mark in force, 0 where there is none. */
    CompletionStage<Long> read(String author);

    /**
     * Moves the mark of {@code author} up to {@code n}, never down and never beyond the head; gives the mark in force.
     */
    CompletionStage<Long> markRead(String author, long n);

    /**
     * Forgets the marks of {@link #markRead} that are furthest back, until at most {@code authorsMax} of the authors
     * whose ids begin with {@code prefix} have one; says how many that were. Other authors keep theirs.
     *
     * @param prefix ASCII, not empty
     * @param authorsMax from 0
     */
    CompletionStage<Integer> forgetReads(String prefix, int authorsMax);

    /** The room's state: what drafts have set, and not removed since. */
    CompletionStage<Map<String, String>> state();

    /**
     * Drops the entries below {@code first}; a {@code first} outside {@code head.first} to {@code head.n + 1} does
     * nothing.
     */
    CompletionStage<Head> trim(long first);

    /**
     * Forgets the room's past; a room that has none stays as it is. Fails with an {@link java.io.IOException} where
     * that cannot be done, and nothing has changed then. Wakes who listens.
     */
    CompletionStage<Head> clear();

    /**
     * Begins to fill this room with entries from elsewhere. It must have no entry: when {@link Restore#finish} finds
     * one, it is refused {@code OCCUPIED}. The caller closes what it gets.
     */
    Restore restore();

    /**
     * Calls {@code wake} after every growth until {@link #close}. Callers are remembered in order and never removed
     * singly.
     */
    void onGrowth(Runnable wake);

    /** Forgets the callers of {@link #onGrowth} and what memory holds for speed. The store keeps the room. */
    void close();
}
