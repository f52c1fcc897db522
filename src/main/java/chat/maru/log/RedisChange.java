package chat.maru.log;

import chat.maru.log.RedisKeys.Part;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Follows a room, and then changes it by what is no entry. Owned by the writing thread. */
final class RedisChange implements RedisStep {
    private final RedisWrite.Change write;
    private final RedisRoomLog log;
    private final RedisTrim trim;
    private @Nullable RedisFollow follow;
    private @Nullable RedisRoom committing;
    private boolean isOver;
    private @Nullable IOException failure;

    RedisChange(RedisWrite.Change write, long nowMillis, IdHorizon horizon) {
        this.write = write;
        log = write.log();
        trim = new RedisTrim(log.keys(), write.n(), nowMillis, horizon);
        follow = new RedisFollow(log);
    }

    @Override
    public void send(RedisWire connection) throws IOException {
        if (follow != null) {
            follow.send(connection);
        } else if (committing == null && trim.isLooking()) {
            trim.send(connection);
        } else {
            RedisCommit commit = new RedisCommit(log.keys(), log.expected());
            committing = change(commit).in(log.era());
            connection.send(commit.finish(committing, log.store()).command());
        }
    }

    private RedisRoom change(RedisCommit commit) {
        RedisRoom row = log.row();
        return switch (write.kind()) {
            case TRIM -> trim.change(row, commit);
            case CLEAR -> clear(commit);
            case DAMAGE -> damage(row, commit);
            case FOLLOW -> row;
        };
    }

    private RedisRoom clear(RedisCommit commit) {
        for (Part part : Part.values()) {
            if (part != Part.ROOMS && part != Part.ROW) {
                commit.put(part, "UNLINK");
            }
        }
        commit.put(Part.ROOMS, "ZREM", log.room());
        return RedisRoom.empty(Epochs.fresh());
    }

    private RedisRoom damage(RedisRoom row, RedisCommit commit) {
        // A write that a full Redis does not refuse; after it, it cannot refuse the next.
        commit.put(Part.BODIES, "HDEL", "0");
        return row.damaged(write.n());
    }

    @Override
    public boolean receive(RedisWire connection) throws IOException {
        try {
            if (follow != null) {
                if (follow.receive(connection)) {
                    follow = null;
                    isOver = isDone();
                }
            } else if (committing == null) {
                trim.receive(connection);
                isOver = isDone();
            } else {
                committed(connection.read());
            }
        } catch (RedisDamage e) {
            if (log.isKnown()) {
                log.damaged(log.row(), e.n());
            }
            failure = e;
            isOver = true;
        } catch (RedisError e) {
            failure = e;
            isOver = true;
        }
        return isOver;
    }

    private void committed(@Nullable Object reply) throws IOException {
        RedisRoom room = committing;
        committing = null;
        if (reply instanceof RedisError error) {
            throw error;
        }
        if (room == null || !Long.valueOf(1).equals(reply)) {
            follow = new RedisFollow(log);
        } else if (write.kind() == Kind.CLEAR) {
            log.replaced(room);
            isOver = true;
        } else {
            log.moved(room);
            isOver = isDone();
        }
    }

    private boolean isDone() {
        RedisRoom row = log.row();
        return switch (write.kind()) {
            case FOLLOW -> true;
            case DAMAGE -> row.damaged() != 0 || row.n() < write.n();
            case CLEAR -> {
                if (log.head().readOnly()) {
                    failure = new IOException("room " + log.room() + " is damaged, and stays as it is");
                }
                yield failure != null || row.n() == 0;
            }
            case TRIM -> log.head().readOnly() || trim.isDone(row);
        };
    }

    @Override
    public void answer() {
        if (failure == null) {
            // Unlike an append: who asked for this may ask at once whether those were told who listen.
            log.wake();
            write.done().complete(log.head());
        } else {
            fail(failure);
        }
    }

    @Override
    public void fail(IOException why) {
        write.done().completeExceptionally(why);
    }

    /** What is changed. */
    enum Kind {
        /** Nothing: the log is only brought up to where Redis stands. */
        FOLLOW,
        /** Entries below {@code n} are dropped. */
        TRIM,
        /** The room's past is forgotten. */
        CLEAR,
        /** The entry at {@code n} is damaged, and that is remembered. */
        DAMAGE
    }
}
