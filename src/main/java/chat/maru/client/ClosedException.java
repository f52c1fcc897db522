package chat.maru.client;

/**
 * The client has ended, and will not come back. What was not answered by then may be stored or not: only the same id
 * sent again by the same guest could tell. Immutable.
 */
public final class ClosedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;
    private final String reason;

    ClosedException(int code, String reason) {
        super("closed with " + code + (reason.isEmpty() ? "" : ": " + reason), null, false, false);
        this.code = code;
        this.reason = reason;
    }

    /**
     * The close code: 1000 after {@link MaruClient#close}, 1006 where the connection broke, 1008 where the handshake or
     * the hello was refused, 1002 where what answers does not speak {@code maru.v1}, else the server's, such as 4507
     * (not allowed), 4508 (sent out), 4510 (bad token) or 4511 (banned); 4012 where a token has ended and there was no
     * other.
     */
    public int code() {
        return code;
    }

    /** The same for programs and logs; may be empty. */
    public String reason() {
        return reason;
    }
}
