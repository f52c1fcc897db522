package chat.maru.containers;

import java.util.List;
import java.util.Optional;

/**
 * What cannot be, server by server and check by check, each with its reason: the only checks that a server may not
 * pass. Stateless.
 */
final class Cells {
    /**
     * One check that one server cannot pass.
     *
     * @param server its id
     * @param check the name of the check's method
     * @param tried whether the check is run nevertheless; when it then passes, this table is out of date and that fails
     * @param reason in words, with a link to the server's own bug where there is one
     */
    record Cell(String server, String check, boolean tried, String reason) {}

    private static final List<Cell> ALL = List.of();

    private Cells() {}

    static Optional<Cell> find(String server, String check) {
        return ALL.stream()
                .filter(cell -> cell.server().equals(server) && cell.check().equals(check))
                .findFirst();
    }

    /** Whether a server has a check of that name excused; for what the suite prepares. */
    static boolean excused(String server, String check) {
        return find(server, check).isPresent();
    }
}
