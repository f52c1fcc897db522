package chat.maru.access;

/** What somebody wants to do in a room. Each needs one {@link Right}; {@link Policy} knows what else. */
public enum Verb {
    /** Be there and read what comes, live or resumed. */
    ENTER(Right.READ),
    /** See from outside where the room stands and who is there. */
    GLANCE(Right.READ),
    /** Read messages as they are now. */
    HISTORY(Right.READ),
    /** Have it kept how far one has read. */
    MARK_READ(Right.READ),
    /** Say something. */
    PUBLISH(Right.WRITE),
    /** Give one's own message another text. */
    EDIT(Right.WRITE),
    /** Erase one's own message. */
    DELETE(Right.WRITE),
    /** Put an emoji on a message, or take it off. */
    REACT(Right.WRITE),
    /** Show that one is typing. */
    TYPE(Right.WRITE),
    /** Erase what somebody else said. */
    DELETE_ANY(Right.MODERATE),
    /** Change topic, door, slow mode and the like. */
    SET(Right.MODERATE),
    /** Mute, kick, ban, hide, invite. */
    MODERATE(Right.MODERATE),
    /** Read who moderated what, and why. */
    AUDIT(Right.MODERATE),
    /** Take the whole room away as a file. */
    EXPORT(Right.ADMINISTER),
    /** Fill an empty room from a file. */
    IMPORT(Right.ADMINISTER),
    /** Make the room forget everything. */
    CLEAR(Right.ADMINISTER),
    /** Change what is the server's own: bots, webhooks, tokens that no longer count. */
    ADMINISTER(Right.ADMINISTER);

    private final Right right;

    Verb(Right right) {
        this.right = right;
    }

    /** The right without which it is refused. */
    public Right right() {
        return right;
    }

    /** Whether it makes something that others see, which the muted and those in a read-only room may not. */
    boolean speaks() {
        return this == PUBLISH || this == EDIT || this == REACT || this == TYPE;
    }
}
