package chat.maru.access;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Why {@link Identities} cannot say who somebody is. Carries no stack trace: bad credentials are nothing unusual. */
public final class Unidentified extends Exception {
    private static final long serialVersionUID = 1L;

    /** What was wrong. */
    public enum Reason {
        /** The token is none that this server trusts, or is no longer one. */
        BAD_TOKEN,
        /** The guest's secret is none that this server could have made. */
        BAD_GUEST,
        /** The guest's name breaks the rule. */
        BAD_NAME,
        /** Guests are welcome only from the machine that Maru runs on. */
        NO_GUESTS
    }

    private final Reason reason;

    /** @param text for people; says nothing that was sent in confidence */
    public Unidentified(Reason reason, String text) {
        super(text, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** The reason that a stage failed with; empty where it failed with something else, or did not fail. */
    public static Optional<Unidentified> in(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof Unidentified unidentified ? Optional.of(unidentified) : Optional.empty();
    }
}
