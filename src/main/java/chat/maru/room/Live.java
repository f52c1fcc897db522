package chat.maru.room;

/**
 * The newest state of something that is not history, and the step that led to it. Immutable. A member that has the base
 * is told the step, everybody else the whole: nobody gets a backlog of states.
 *
 * @param version grows with every change; 0 when there has been none
 * @param base the version that {@code step} starts from
 * @param whole the state
 * @param step what changed since {@code base}
 */
public record Live<T>(long version, long base, T whole, T step) {
    /** What a member that has {@code known} must be told. */
    public T since(long known) {
        return isStepFrom(known) ? step : whole;
    }

    /** Whether a member that has {@code known} needs only the step. */
    public boolean isStepFrom(long known) {
        return known == base && version > base;
    }

    Live<T> next(T newWhole, T newStep) {
        return new Live<>(version + 1, version, newWhole, newStep);
    }
}
