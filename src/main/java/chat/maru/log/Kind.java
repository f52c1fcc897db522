package chat.maru.log;

/**
 * The kinds of entry that a log itself must know. The kind is an open string: a log stores any other kind as it comes,
 * and readers pass over what they do not know.
 */
public final class Kind {
    /** What a person said. Counted in {@link Entry#m}. */
    public static final String MESSAGE = "message";

    /** New text for the message at {@link Entry#of}. */
    public static final String EDIT = "edit";

    /** Erases, in its own commit, the body of the message at {@link Entry#of} and of every edit of it. */
    public static final String DELETE = "delete";

    /** Puts a {@link Mark} on the message at {@link Entry#of}, or takes it off. */
    public static final String REACTION = "reaction";

    /** Changes room state; see {@link Draft#state}. */
    public static final String STATE = "state";

    /** What a moderator did: to the room's state, and to what somebody wrote; see {@link Draft#hides}. */
    public static final String MODERATION = "moderation";

    private Kind() {}
}
