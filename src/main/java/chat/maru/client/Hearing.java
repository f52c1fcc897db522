package chat.maru.client;

import jakarta.json.JsonObject;
import java.lang.System.Logger.Level;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes each object that the server says to whom it concerns: the line's cursor, the call that it answers, the
 * listener. Called by one thread at a time, under its own lock, which the {@link Line} takes.
 */
final class Hearing {
    private static final System.Logger LOG = System.getLogger(Hearing.class.getName());

    private final Line line;
    private final Reading reading;
    private final MaruClient client;
    private final Listener listener;

    Hearing(Line line, Reading reading, MaruClient client, Listener listener) {
        this.line = line;
        this.reading = reading;
        this.client = client;
        this.listener = listener;
    }

    void hear(JsonObject object) {
        switch (object.getString("type", "")) {
            case "welcome" -> welcome(new Welcome(object));
            case "ack" -> answer(line.answered(object.getString("id")), object);
            case "pong" -> answer(line.answered(null), object);
            case "refused" -> refused(RefusedException.of(object));
            case "page" -> page(new Page(object));
            case "gap" -> gap(Gap.of(object));
            case "caughtUp" -> tell(() -> listener.caughtUp(client, Frames.number(object, "n")));
            case "presence" -> tell(() -> listener.presence(client, new Presence(object)));
            case "typing" -> tell(() -> listener.typing(client, Person.list(object, "members")));
            case "read" -> tell(() -> listener.read(client, object.getString("member"), Frames.number(object, "n")));
            case "name" -> renamed(object.getString("name"));
            case "rights" -> tell(() -> listener.rights(client, object.getString("rights")));
            case "tokenExpiring" -> line.renewToken();
            default -> entry(new Entry(object));
        }
    }

    private void welcome(Welcome welcome) {
        reading.welcomed(welcome);
        line.welcomed(welcome);
        tell(() -> listener.welcome(client, welcome));
    }

    private static void answer(@Nullable Call<?> call, JsonObject object) {
        if (call != null) {
            call.complete(object);
        }
    }

    private void refused(RefusedException refusal) {
        OptionalLong wait = refusal.retryAfterMillis();
        boolean again = refusal.outcome() == RefusedException.Outcome.UNKNOWN && wait.isPresent();
        if (again && line.postpone(refusal.id(), wait.getAsLong())) {
            return;
        }
        Call<?> call = refusal.id().isEmpty() ? null : line.answered(refusal.id());
        if (call != null) {
            call.answer().completeExceptionally(refusal);
        }
        tell(() -> listener.refused(client, refusal));
        if (!line.isWelcomed()) {
            line.notLetIn(refusal.code());
        }
    }

    private void page(Page page) {
        if (page.isAnswer()) {
            answer(line.answered(page.json().getString("id")), page.json());
        } else {
            reading.began();
        }
        tell(() -> listener.page(client, page));
    }

    private void gap(Gap gap) {
        reading.gapped(gap);
        tell(() -> listener.gap(client, gap));
    }

    /** Whatever has a position is an entry, also of a kind that nobody here knows; the rest is for newer clients. */
    private void entry(Entry entry) {
        if (entry.n() > 0) {
            reading.moved(entry.n());
            tell(() -> listener.entry(client, entry));
        }
    }

    private void renamed(String name) {
        reading.renamed(name);
        tell(() -> listener.renamed(client, name));
    }

    void lost(int code, String reason) {
        tell(() -> listener.lost(client, code, reason));
    }

    void closed(ClosedException end) {
        tell(() -> listener.closed(client, end.code(), end.reason()));
    }

    private static void tell(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException | AssertionError e) {
            LOG.log(Level.ERROR, "a listener failed", e);
        }
    }
}
