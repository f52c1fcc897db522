package chat.maru.room;

import chat.maru.access.Verdict;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** What an {@link Admission} fails with where the answer is no. Carries no stack trace: a no is nothing unusual. */
public final class Denied extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** See {@link #verdict}. */
        VERDICT,
        /** Too soon after the last message, in a room in slow mode. */
        SLOW_MODE,
        /** A filter does not let this text pass. */
        FILTERED,
        /** The server holds as many rooms as it may, and this would be another. */
        ROOMS_FULL,
        /** What was asked for breaks a rule, which {@link #getMessage} says. */
        BAD_VALUE
    }

    private final Reason reason;
    private final transient Verdict verdict;
    private final long retryAfterMillis;

    private Denied(Reason reason, String text, Verdict verdict, long retryAfterMillis) {
        super(text, null, false, false);
        this.reason = reason;
        this.verdict = verdict;
        this.retryAfterMillis = retryAfterMillis;
    }

    static Denied of(Verdict verdict, long nowMillis) {
        boolean ends = verdict.untilMillis() > 0 && verdict.untilMillis() < Long.MAX_VALUE;
        return new Denied(
                Reason.VERDICT, verdict.kind().name(), verdict, ends ? verdict.untilMillis() - nowMillis : -1);
    }

    static Denied slowMode(long retryAfterMillis) {
        return new Denied(Reason.SLOW_MODE, "slow mode", Verdict.ALLOWED, retryAfterMillis);
    }

    static Denied of(Reason reason, String text) {
        return new Denied(reason, text, Verdict.ALLOWED, -1);
    }

    /** The denial that a stage failed with; empty where it failed with something else, or did not fail. */
    public static Optional<Denied> in(@org.jspecify.annotations.Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof Denied denied ? Optional.of(denied) : Optional.empty();
    }

    public Reason reason() {
        return reason;
    }

    /** The policy's answer; allowed where the reason is another. */
    public Verdict verdict() {
        return verdict;
    }

    /** When to try again, in milliseconds; -1 where time alone changes nothing. */
    public long retryAfterMillis() {
        return retryAfterMillis;
    }
}
