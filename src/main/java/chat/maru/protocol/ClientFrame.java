package chat.maru.protocol;

import chat.maru.log.Act;
import chat.maru.log.Range;
import org.jspecify.annotations.Nullable;

/**
 * What a client can say, whatever the wire: checked on the way in, trusted from here on. Immutable. {@link Handler} has
 * a method for each, so that a new frame breaks the compile and not the night.
 */
public sealed interface ClientFrame {
    /** Calls the handler's method for this frame. */
    void handle(Handler handler);

    /** The client's id, by which it knows the answer; {@code null} where a frame has none. */
    default @Nullable String id() {
        return null;
    }

    /**
     * The first frame of {@code maru.v1}.
     *
     * @param name the guest's label, or {@code null} for one that the server makes up
     * @param guest the guest's secret, or {@code null} to be given one
     * @param token who one is, signed by somebody whom the server trusts, or {@code null}
     * @param after where the client wants to read on, or {@code null}
     * @param history how many messages it wants to begin with when {@code after} is absent, from 0
     */
    record Hello(
            @Nullable String name,
            @Nullable String guest,
            @Nullable String token,
            @Nullable After after,
            int history) implements ClientFrame {
        @Override
        public void handle(Handler handler) {
            handler.hello(this);
        }
    }

    /**
     * Say something.
     *
     * @param id the client's id for it; {@code null} on the plain wire where the client does not care
     * @param text within the limits
     * @param replyTo the position it answers, or 0
     */
    record Publish(@Nullable String id, String text, long replyTo) implements ClientFrame {
        @Override
        public void handle(Handler handler) {
            handler.publish(this);
        }
    }

    /** Give one's own message at {@code of} another text. */
    record Edit(String id, long of, String text) implements ClientFrame {
        @Override
        public void handle(Handler handler) {
            handler.edit(this);
        }
    }

    /** Erase the message at {@code of}: one's own, or as a moderator. The reason may be empty. */
    record Delete(String id, long of, String reason) implements ClientFrame {
        @Override
        public void handle(Handler handler) {
            handler.delete(this);
        }
    }

    /** Put an emoji on the message at {@code of}, or take it off. */
    record React(String id, long of, String emoji, boolean on) implements ClientFrame {
        @Override
        public void handle(Handler handler) {
            handler.react(this);
        }
    }

    /** Set a key of the room's state, as a moderator; an empty value removes it. */
    record Set(String id, String key, String value) implements ClientFrame {
        @Override
        public void handle(Handler handler) {
            handler.set(this);
        }
    }

    /**
     * Act on somebody, as a moderator.
     *
     * @param member the id of the one it is about
     * @param rights for {@link Act#MEMBER}: the letters of the rights, or empty for none
     * @param seconds how long it lasts; 0: without end
     * @param addresses for {@link Act#BAN} and {@link Act#UNBAN}: an address or a range (CIDR) beside the identity;
     *     {@code member} stands for the addresses that the member is connected from now; empty for none
     * @param hide whether what the member wrote is erased in the same act
     * @param reason for the audit log; may be empty
     */
    record Moderate(
            String id,
            Act act,
            String member,
            String rights,
            long seconds,
            String addresses,
            boolean hide,
            String reason)
            implements ClientFrame {
        @Override
        public void handle(Handler handler) {
            handler.moderate(this);
        }
    }

    /**
     * Ask for a page of messages.
     *
     * @param id named in the answer
     * @param limit how many, from 1
     */
    record History(String id, Range range, int limit) implements ClientFrame {
        @Override
        public void handle(Handler handler) {
            handler.history(this);
        }
    }

    /** Tell that one is typing, or has stopped. Not answered. */
    record Typing(boolean on) implements ClientFrame {
        @Override
        public void handle(Handler handler) {
            handler.typing(this);
        }
    }

    /** Tell how far one has read. Not answered; the others are told. */
    record Read(long n) implements ClientFrame {
        @Override
        public void handle(Handler handler) {
            handler.read(this);
        }
    }

    /** Take another name from now on. */
    record Name(String name) implements ClientFrame {
        @Override
        public void handle(Handler handler) {
            handler.name(this);
        }
    }

    /** Renew who one is. */
    record Token(String token) implements ClientFrame {
        @Override
        public void handle(Handler handler) {
            handler.token(this);
        }
    }

    /** Ask where the log stands. */
    record Ping() implements ClientFrame {
        @Override
        public void handle(Handler handler) {
            handler.ping();
        }
    }

    /**
     * A frame that broke a rule.
     *
     * @param id the id of the refused frame, if it could be read
     * @param command whether it is one of those that are stored, so that an earlier try with this id may have been
     */
    record Invalid(@Nullable String id, boolean command, Refusal refusal) implements ClientFrame {
        @Override
        public void handle(Handler handler) {
            handler.invalid(this);
        }
    }

    /**
     * A position to read on from.
     *
     * @param epoch {@code null} trusts that the client's position is of the current epoch
     */
    record After(@Nullable String epoch, long n) {}

    /** One method for each frame. */
    interface Handler {
        void hello(Hello hello);

        void publish(Publish publish);

        void edit(Edit edit);

        void delete(Delete delete);

        void react(React react);

        void set(Set set);

        void moderate(Moderate moderate);

        void history(History history);

        void typing(Typing typing);

        void read(Read read);

        void name(Name name);

        void token(Token token);

        void ping();

        void invalid(Invalid invalid);
    }
}
