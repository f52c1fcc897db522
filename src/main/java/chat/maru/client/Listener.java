package chat.maru.client;

import java.util.List;

/**
 * What the server says, one method per frame; override what you need. Answers to calls complete the call's stage; pages
 * and refusals are told here as well.
 *
 * <p>Called by one thread at a time, in the order of the wire, over reconnects too. While a method runs nothing more is
 * read, so that a slow listener slows the server's sending to it and grows no queue; it must not wait for an answer of
 * the same client, which could never come. What a method throws is logged and forgotten.
 */
public interface Listener {
    /** Connected, for the first time or again. */
    default void welcome(MaruClient client, Welcome welcome) {}

    /** A step of the log, this client's own included: strictly ascending, without a hole unless a gap was told. */
    default void entry(MaruClient client, Entry entry) {}

    /** The page that {@link Options#history} or a call asked for. */
    default void page(MaruClient client, Page page) {}

    /** The backlog is done; what follows is live. */
    default void caughtUp(MaruClient client, long n) {}

    /** Entries are missing here. */
    default void gap(MaruClient client, Gap gap) {}

    /** Somebody came or went. */
    default void presence(MaruClient client, Presence presence) {}

    /** Who is typing now. */
    default void typing(MaruClient client, List<Person> members) {}

    /** Somebody, or this person on another device, has read up to there. */
    default void read(MaruClient client, String member, long n) {}

    /** The name that this client has from now on. */
    default void renamed(MaruClient client, String name) {}

    /** What this client may do from now on: letters of {@code rwma}, as {@link Welcome#rights} first said. */
    default void rights(MaruClient client, String rights) {}

    /** A frame was not obeyed, and is not sent again. Typing, read and rename have no other answer. */
    default void refused(MaruClient client, RefusedException refusal) {}

    /** The connection is lost, and the client comes back by itself. */
    default void lost(MaruClient client, int code, String reason) {}

    /** The end: nothing comes after it. */
    default void closed(MaruClient client, int code, String reason) {}
}
