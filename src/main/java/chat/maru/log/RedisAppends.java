package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import chat.maru.log.Receipt.Refused;
import chat.maru.log.Receipt.Stored;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Appends what waits for one room, in one commit. First it takes the room to be as it was left, and the ids to be new;
 * where Redis says otherwise, because another node was here or an id is known, it looks and works it out anew. Owned by
 * the writing thread.
 */
final class RedisAppends implements RedisStep {
    /** Another node was quicker so many times in a row. */
    private static final int TRIES_MAX = 64;

    /** What the script says when the room was as expected, and an id was not. */
    private static final long ID_KNOWN = 2;

    private final RedisRoomLog log;
    private final List<RedisWrite.Shared> writes;
    private final Clock clock;
    private final Salts salts;
    private final List<Runnable> answers = new ArrayList<>();
    private RedisFacts facts;
    private @Nullable RedisFollow follow;
    private @Nullable RedisTurn turn;
    /** The receipts of {@link #turn}, {@code null} for what is no draft. */
    private List<@Nullable Receipt> receipts = List.of();

    /** Whether all ids are taken to be new, and nothing else has to be known. */
    private boolean isPlain;
    /** Whether {@link #turn} depends on that. */
    private boolean isGuess;

    private int tries;

    RedisAppends(RedisRoomLog log, List<RedisWrite.Shared> writes, Clock clock, Salts salts) {
        this.log = log;
        this.writes = writes;
        this.clock = clock;
        this.salts = salts;
        facts = new RedisFacts(log.keys());
        isPlain = writes.stream().allMatch(write -> write instanceof RedisWrite.Append append && append.isPlain());
        if (isPlain && log.isKnown() && !log.head().readOnly()) {
            isGuess = true;
            work();
        } else {
            look();
        }
    }

    /** Takes no id to be new any more. */
    private void lookClosely() {
        isPlain = false;
        look();
    }

    private void look() {
        isGuess = false;
        turn = null;
        follow = new RedisFollow(log);
        facts = new RedisFacts(log.keys());
        if (isPlain && !log.head().readOnly()) {
            isGuess = true;
            return;
        }
        for (RedisWrite.Shared write : writes) {
            if (write instanceof RedisWrite.Append append) {
                facts.want(append.draft());
            } else if (write instanceof RedisWrite.Find find) {
                facts.wantId(find.author(), find.id());
            }
        }
    }

    /** Works out what becomes of the drafts. */
    private RedisTurn work() {
        RedisTurn worked = new RedisTurn(log.row(), log, facts, clock, salts);
        List<@Nullable Receipt> found = new ArrayList<>();
        for (RedisWrite.Shared write : writes) {
            found.add(write instanceof RedisWrite.Append append ? worked.append(append.draft()) : null);
        }
        receipts = found;
        turn = worked;
        return worked;
    }

    @Override
    public void send(RedisWire connection) throws IOException {
        RedisTurn ready = turn;
        if (ready != null) {
            connection.send(commit(ready));
            return;
        }
        if (follow != null) {
            follow.send(connection);
        }
        facts.send(connection);
    }

    private RedisCommand commit(RedisTurn ready) {
        RedisCommit commit = new RedisCommit(log.keys(), log.expected());
        if (isGuess) {
            ready.added().forEach(entry -> commit.absent(entry.author(), entry.id()));
        }
        RedisStored.put(commit, ready, log.room());
        return commit.finish(ready.room(), log.store()).command();
    }

    @Override
    public boolean receive(RedisWire connection) throws IOException {
        RedisTurn sent = turn;
        if (sent != null) {
            return committed(sent, connection.read());
        }
        // What is sent is read in any case, for the next step's answers come behind it.
        boolean follows = true;
        RedisDamage damage = null;
        try {
            follows = follow == null || follow.receive(connection);
        } catch (RedisDamage e) {
            damage = e;
        }
        try {
            facts.receive(connection);
        } catch (RedisDamage e) {
            damage = e;
        }
        if (damage != null) {
            return damaged(damage.n());
        }
        if (!follows) {
            RedisFollow unfinished = follow;
            look();
            follow = unfinished;
            return false;
        }
        follow = null;
        if (isGuess && log.head().readOnly()) {
            // A draft is refused only after its id was looked up.
            lookClosely();
            return false;
        }
        return facts.isComplete() && !work().hasChanged() && answer(Reason.UNKNOWN, true);
    }

    /** Stored, not stored, or to be tried again. */
    private boolean committed(RedisTurn sent, @Nullable Object reply) throws IOException {
        if (reply instanceof RedisError error) {
            return failed(error);
        }
        if (Long.valueOf(1).equals(reply)) {
            log.store().troubles().taken(log.keys().bucket());
            log.grown(sent.room(), sent.added(), sent.erased());
            return answer(Reason.UNKNOWN, true);
        }
        if (++tries == TRIES_MAX) {
            return refuse(Reason.BUSY);
        }
        if (Long.valueOf(ID_KNOWN).equals(reply)) {
            lookClosely();
        } else {
            look();
        }
        return false;
    }

    private boolean failed(RedisError error) throws IOException {
        if (error.isFull() && isGuess) {
            lookClosely();
            return false;
        }
        if (error.isFull()) {
            return refused("Redis is full", Reason.STORE_FULL);
        }
        if (error.isRefusal()) {
            return refused("Redis refuses to write: " + error.getMessage(), Reason.STOPPED);
        }
        if (error.isMoving()) {
            return refuse(Reason.BUSY);
        }
        if (error.isDamage()) {
            return damaged(0);
        }
        // A script that ended in its middle: nobody knows what it did.
        throw new IOException("Redis failed to commit: " + error.getMessage(), error);
    }

    private boolean refused(String trouble, Reason reason) {
        log.store().troubles().refused(log.keys().bucket(), trouble);
        return refuse(reason);
    }

    private boolean damaged(long n) {
        log.damaged(log.row(), n);
        writes.forEach(write -> answers.add(() -> write.refuse(Reason.READ_ONLY)));
        return true;
    }

    private boolean refuse(Reason reason) {
        return answer(reason, false);
    }

    /** Those who wait are told what was worked out; but where nothing was stored, new drafts are refused. */
    private boolean answer(Reason reason, boolean isStored) {
        RedisTurn worked = turn;
        for (int i = 0; i < writes.size(); i++) {
            RedisWrite.Shared write = writes.get(i);
            Receipt receipt = receipts.get(i);
            if (write instanceof RedisWrite.Append append && receipt != null) {
                boolean isNew = worked != null
                        && receipt instanceof Stored stored
                        && stored.position().n() > worked.base().n();
                Receipt told = isNew && !isStored ? new Refused(reason) : receipt;
                answers.add(() -> append.done().complete(told));
            } else if (write instanceof RedisWrite.Find find && worked != null) {
                Optional<Position> found = worked.find(find.author(), find.id());
                boolean isKnown = isStored
                        || found.isEmpty()
                        || found.get().n() <= worked.base().n();
                answers.add(() -> find.done().complete(isKnown ? found : Optional.empty()));
            }
        }
        return true;
    }

    @Override
    public void answer() {
        answers.forEach(Runnable::run);
    }

    @Override
    public void fail(IOException why) {
        Reason reason = turn == null ? Reason.STOPPED : Reason.UNKNOWN;
        writes.forEach(write -> write.refuse(reason));
    }
}
