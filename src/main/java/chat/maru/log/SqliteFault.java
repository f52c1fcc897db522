package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import java.sql.SQLException;

/** What a failed statement says about the store. */
enum SqliteFault {
    /** There is no room left, on the disk or within the bound. */
    FULL(Reason.STORE_FULL),
    /** Somebody else holds the database for longer than anybody should. */
    BUSY(Reason.BUSY),
    /** What one room has stored is not what was written. */
    DAMAGE(Reason.READ_ONLY),
    /** The file cannot be read or written at all. */
    STORE(Reason.STOPPED),
    /** The commit itself failed: it may or may not be found after a restart. */
    COMMIT(Reason.UNKNOWN);

    private final Reason reason;

    SqliteFault(Reason reason) {
        this.reason = reason;
    }

    /** How a draft is refused that was rolled back for this. */
    Reason reason() {
        return reason;
    }

    /** Tells by SQLite's primary result code (sqlite.org/rescode.html); the bits above it only refine that. */
    static SqliteFault of(SQLException e) {
        return switch (e.getErrorCode() & 0xff) {
            case 13 -> FULL; // SQLITE_FULL
            case 5, 6 -> BUSY; // SQLITE_BUSY, SQLITE_LOCKED
            case 3, 7, 8, 9, 10, 14, 21 -> STORE; // PERM, NOMEM, READONLY, INTERRUPT, IOERR, CANTOPEN, MISUSE
            default -> DAMAGE; // SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_CONSTRAINT and what should not happen
        };
    }
}
