package chat.maru.standalone;

/** A reason not to start that its reader can act on. The message is shown as it is, without a stack trace. */
final class CannotStart extends Exception {
    private static final long serialVersionUID = 1L;

    CannotStart(String message) {
        super(message);
    }
}
