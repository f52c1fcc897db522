package chat.maru.log;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Rooms on disk: one SQLite database for all of them, in a directory that this store locks for itself. Thread-safe.
 *
 * <p>An acknowledged append survives a power cut. One thread writes ({@link SqliteWriter}), two read
 * ({@link SqliteReaders}), one copies the write-ahead log ({@link SqliteCheckpointer}); the newest entries of open
 * rooms stay in memory ({@link Tail}).
 */
public final class SqliteLogStore implements LogStore {
    private static final Logger LOGGER = System.getLogger("chat.maru.log");

    private final SqliteOptions options;
    private final Clock clock;
    private final SqliteQueue queue;
    private final TailBudget budget;
    private final Map<String, Optional<SqliteRoomLog>> rooms = new ConcurrentHashMap<>();
    /** What {@link #close} undoes, newest first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private final Connection connection;
    private final String epoch;
    private final AtomicLong roomCount;
    private final Set<String> damagedRooms;
    private final SqliteReaders readers;
    private final SqliteFullness fullness;
    private final SqliteCheckpointer checkpointer;
    private final SqliteTransaction transaction;
    private final SqliteWriter writer;
    private final Thread writerThread;
    private boolean closed;

    /**
     * Opens the database in {@code directory}, or makes a new one.
     *
     * @throws DirectoryInUse when another store has the directory
     * @throws IOException when the database cannot be opened, is damaged as a whole, or was written by a newer Maru
     */
    public SqliteLogStore(Path directory, SqliteOptions options, Clock clock) throws IOException {
        this(directory, options, clock, IdHorizon.PROMISED);
    }

    SqliteLogStore(Path directory, SqliteOptions options, Clock clock, IdHorizon horizon) throws IOException {
        this.options = options;
        this.clock = clock;
        queue = new SqliteQueue(options.queueBytesMax());
        budget = new TailBudget(options.tailBytesMax());
        fullness = new SqliteFullness(directory, options.storeBytesMax());
        boolean open = false;
        try {
            Files.createDirectories(directory);
            opened.push(DirectoryLock.take(directory));
            SqliteFile file = new SqliteFile(directory);
            connection = file.openToWrite(options.synchronous());
            opened.push(connection);
            prepare();
            epoch = SqliteFile.ask(connection, "SELECT value FROM meta WHERE key = 'epoch'");
            roomCount = new AtomicLong(SqliteListing.count(connection));
            damagedRooms = SqliteRooms.damaged(connection);
            ReentrantLock turn = new ReentrantLock(true);
            SqliteTables tables = SqliteTables.of(connection);
            transaction = new SqliteTransaction(tables.prepared(), turn);
            SqliteTrims trims = new SqliteTrims(tables, transaction, horizon, clock);
            trims.resume(connection, damagedRooms);
            SqliteLoose loose = new SqliteLoose(tables, transaction);
            loose.resume(connection);
            SqliteBound bound = new SqliteBound(connection, options.storeBytesMax());
            checkpointer = new SqliteCheckpointer(file.openToWrite(options.synchronous()), turn);
            opened.push(checkpointer);
            readers = new SqliteReaders(file);
            opened.push(readers);
            writer = new SqliteWriter(connection, queue, transaction, tables, trims, loose, bound, checkpointer, clock);
            writerThread = Threads.start("maru-log-writer", writer::run);
            open = true;
        } catch (SQLException e) {
            throw new IOException("the database in " + directory + " cannot be opened: " + e.getMessage(), e);
        } finally {
            if (!open) {
                release();
            }
        }
    }

    private void prepare() throws SQLException, IOException {
        if (!SqliteFile.ask(connection, "PRAGMA journal_mode").equals("wal")) {
            throw new IOException("the file system of the data directory does not support SQLite's write-ahead log");
        }
        SqliteSchema.prepare(connection);
        SqliteCopy.renew(connection);
    }

    @Override
    public CompletionStage<RoomLog> open(String room, String name) {
        if (rooms.putIfAbsent(room, Optional.empty()) != null) {
            return CompletableFuture.failedStage(new IllegalStateException("room " + room + " is open already"));
        }
        // The log that was open before may still have appends on their way; the row is read after them.
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        if (!queue.offer(new SqliteWrite.Task(() -> written.complete(true)))) {
            written.complete(false);
        }
        return written.thenCompose(queued -> readers.submit((connection, pages) -> {
                    SqliteRoom row = damagedRooms.contains(room)
                            ? SqliteRooms.rescue(connection, room, name, epoch)
                            : SqliteRooms.find(connection, pages, room);
                    return opened(row == null ? SqliteRoom.empty(room, name, epoch) : row);
                }))
                .whenComplete((log, failure) -> {
                    if (log == null) {
                        rooms.remove(room);
                    }
                });
    }

    private RoomLog opened(SqliteRoom row) {
        if (row.damaged() != 0) {
            LOGGER.log(Level.ERROR, "room " + row.key() + " is damaged at " + row.damaged() + " and read-only");
        }
        SqliteRoomLog log = new SqliteRoomLog(
                row, queue, readers, new Tail(budget), roomCount, clock, () -> rooms.remove(row.key()));
        rooms.put(row.key(), Optional.of(log));
        return log;
    }

    @Override
    public CompletionStage<List<Listed>> rooms(String afterKey, int max) {
        return list(null, afterKey, max);
    }

    @Override
    public CompletionStage<List<Listed>> roomsOf(String author, String afterKey, int max) {
        return list(author, afterKey, max);
    }

    private CompletionStage<List<Listed>> list(@Nullable String author, String afterKey, int max) {
        return readers.submit((connection, pages) -> SqliteListing.read(connection, author, afterKey, max).stream()
                .map(this::now)
                .toList());
    }

    /** An open log knows its head best. */
    private Listed now(Listed listed) {
        return rooms.getOrDefault(listed.room(), Optional.empty())
                .map(RoomLog::head)
                .filter(head -> head.n() > 0)
                .map(head -> new Listed(listed.room(), listed.name(), head))
                .orElse(listed);
    }

    @Override
    public long roomCount() {
        return roomCount.get();
    }

    @Override
    public String epoch(String room) {
        return epoch;
    }

    @Override
    public CompletionStage<Long> backup(Path target) {
        SqliteWrite.Backup backup = new SqliteWrite.Backup(new SqliteCopy(target, new CompletableFuture<>()));
        if (!queue.offer(backup)) {
            backup.copy().fail(new StoreClosed());
        }
        return backup.copy()
                .done()
                .thenCompose(copied ->
                        readers.submit((connection, pages) -> backup.copy().seal()));
    }

    @Override
    public Durability durability() {
        return options.synchronous() ? Durability.DISK : Durability.OS;
    }

    @Override
    public Optional<String> trouble() {
        String trouble = writer.trouble();
        if (trouble.isEmpty() && queue.isClosed()) {
            return Optional.of("the store is closed");
        }
        return trouble.isEmpty() ? Optional.empty() : Optional.of(trouble);
    }

    @Override
    public CompletionStage<Optional<Fullness>> fullness() {
        return readers.submit((connection, pages) -> Optional.of(fullness.read(connection)));
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        queue.close();
        Threads.join(writerThread);
        rooms.values().forEach(log -> log.ifPresent(SqliteRoomLog::close));
        checkpointer.stop();
        if (writer.isStopped()) {
            // The last connection that may write copies the write-ahead log as it closes. After a failed flush nothing
            // is to be flushed again, so those that only read close last.
            close(connection);
            close(checkpointer);
        }
        release();
    }

    private void release() {
        while (!opened.isEmpty()) {
            close(opened.pop());
        }
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            LOGGER.log(Level.WARNING, "the log was not closed cleanly", e);
        }
    }

    /** What {@code PRAGMA name} says on the writer's own connection; for tests. */
    String writerPragma(String name) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        boolean queued = queue.offer(new SqliteWrite.Task(() -> {
            try {
                answer.complete(SqliteFile.ask(connection, "PRAGMA " + name));
            } catch (SQLException e) {
                answer.completeExceptionally(e);
            }
        }));
        return queued ? answer.join() : "";
    }

    /** How many transactions have been committed, each with one flush of the disk; for tests. */
    long commits() {
        return transaction.commits();
    }

    /** What all tails hold, in {@link Entry#sizeBytes}; for tests. */
    long tailBytes() {
        return budget.bytes();
    }
}
