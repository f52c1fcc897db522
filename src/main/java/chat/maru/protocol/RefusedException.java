package chat.maru.protocol;

/** Carries a {@link Refusal} from the reader of one field to the edge of this package, which it never leaves. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Refusal refusal;

    RefusedException(Refusal.Code code, String text) {
        // No stack trace: bad input is common, and only its text goes anywhere.
        super(text, null, false, false);
        this.refusal = Refusal.of(code, text);
    }

    Refusal refusal() {
        return refusal;
    }
}
