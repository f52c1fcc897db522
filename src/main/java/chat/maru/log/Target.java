package chat.maru.log;

import chat.maru.log.Receipt.Reason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a draft refers to, as far as a log must know it to judge the draft. Immutable. */
record Target(String kind, String author, boolean erased) {
    static Target of(Entry entry) {
        return new Target(entry.kind(), entry.author(), entry.body() == null);
    }

    /**
     * Why {@code draft} cannot be stored, if it cannot.
     *
     * @param target what the log holds at {@link Draft#of}, or {@code null} when it holds nothing there
     */
    static Optional<Reason> refusal(Draft draft, @Nullable Target target) {
        boolean changesMessage = needsMessage(draft.kind());
        if (target == null) {
            boolean needsTarget = draft.of() != 0 || changesMessage || draft.own();
            return needsTarget ? Optional.of(Reason.NO_TARGET) : Optional.empty();
        }
        if (changesMessage && !target.kind().equals(Kind.MESSAGE)) {
            return Optional.of(Reason.NO_TARGET);
        }
        return draft.own() && !target.author().equals(draft.author()) ? Optional.of(Reason.NOT_OWN) : Optional.empty();
    }

    /** Whether an entry of this kind says something about a text that is gone, and so must not be kept itself. */
    static boolean isErased(String kind, @Nullable Target target) {
        return target != null && target.erased && changes(kind);
    }

    /** Whether an entry of this kind makes sense only of a message. */
    static boolean needsMessage(String kind) {
        return changes(kind) || kind.equals(Kind.DELETE);
    }

    private static boolean changes(String kind) {
        return kind.equals(Kind.EDIT) || kind.equals(Kind.REACTION);
    }
}
