package chat.maru.protocol;

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
     * @param after where the client wants to read on, or {@code null}
     * @param history how many messages it wants to begin with when {@code after} is absent, from 0
     */
    record Hello(
            @Nullable String name,
            @Nullable String guest,
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

    /**
     * Ask for a page of messages.
     *
     * @param id named in the answer
     * @param before messages before this position, or 0 for the newest
     * @param limit how many, from 1
     */
    record History(String id, long before, int limit) implements ClientFrame {
        @Override
        public void handle(Handler handler) {
            handler.history(this);
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
     * @param id the id of the refused command, if it could be read
     */
    record Invalid(@Nullable String id, Refusal refusal) implements ClientFrame {
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

        void history(History history);

        void ping();

        void invalid(Invalid invalid);
    }
}
