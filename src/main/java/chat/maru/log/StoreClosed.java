package chat.maru.log;

import java.io.IOException;

/** A read came after its store or its log had been closed. */
final class StoreClosed extends IOException {
    private static final long serialVersionUID = 1;

    StoreClosed() {
        super("the log is closed");
    }
}
