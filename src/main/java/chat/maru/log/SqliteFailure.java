package chat.maru.log;

import java.sql.SQLException;

/** A transaction that did not commit, and what that says about the store. */
final class SqliteFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final SqliteFault fault;

    SqliteFailure(SqliteFault fault, SQLException cause) {
        super(cause.getMessage(), cause);
        this.fault = fault;
    }

    SqliteFault fault() {
        return fault;
    }
}
