package chat.maru.protocol;

import static chat.maru.protocol.Refusal.Code.BAD_FIELD;
import static chat.maru.protocol.Refusal.Code.UNKNOWN_TYPE;

import chat.maru.log.Act;
import chat.maru.log.Range;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the frames of {@link MaruV1}, one method each. Stateless. */
final class MaruV1Commands {
    private static final int EPOCH_CHARS_MAX = 32;
    private static final Set<String> STORED = Set.of("publish", "edit", "delete", "react", "set", "moderate");

    private static final String ACTS = Stream.of(Act.values()).map(Act::word).collect(Collectors.joining(", "));

    /** The longest mute or ban that has an end: ten years. */
    private static final long SECONDS_MAX = 315_360_000;

    private final Limits limits;

    MaruV1Commands(Limits limits) {
        this.limits = limits;
    }

    ClientFrame read(String type, Fields fields) throws RefusedException {
        return switch (type) {
            case "hello" -> hello(fields);
            case "publish" -> publish(fields);
            case "edit" -> edit(fields);
            case "delete" -> delete(fields);
            case "react" -> react(fields);
            case "set" -> set(fields);
            case "moderate" -> moderate(fields);
            case "history" -> history(fields);
            case "typing" -> new ClientFrame.Typing(fields.flag("on"));
            case "read" -> new ClientFrame.Read(fields.position("n"));
            case "name" -> new ClientFrame.Name(fields.string("name"));
            case "token" -> token(fields);
            case "ping" -> new ClientFrame.Ping();
            default -> throw new RefusedException(UNKNOWN_TYPE, "There is no frame of that \"type\".");
        };
    }

    /** Whether a frame, broken as it may be, is of a type whose id the log keeps. */
    static boolean isStored(Fields fields) {
        try {
            return STORED.contains(fields.string("type"));
        } catch (RefusedException e) {
            return false;
        }
    }

    private ClientFrame hello(Fields fields) throws RefusedException {
        int history = fields.has("history") ? (int) fields.integer("history", 0, limits.historyMax()) : 0;
        return new ClientFrame.Hello(
                fields.optionalString("name"),
                fields.optionalString("guest"),
                fields.optionalString("token"),
                after(fields.object("after")),
                history);
    }

    private static ClientFrame.@Nullable After after(@Nullable Fields after) throws RefusedException {
        if (after == null) {
            return null;
        }
        String epoch = after.optionalString("epoch");
        if (epoch != null && epoch.length() > EPOCH_CHARS_MAX) {
            throw new RefusedException(
                    BAD_FIELD, "The field \"epoch\" has at most " + EPOCH_CHARS_MAX + " characters.");
        }
        return new ClientFrame.After(epoch, after.position("n"));
    }

    private static ClientFrame publish(Fields fields) throws RefusedException {
        long replyTo = fields.has("replyTo") ? fields.position("replyTo") : 0;
        return new ClientFrame.Publish(fields.id("id"), fields.text("text"), replyTo);
    }

    private static ClientFrame edit(Fields fields) throws RefusedException {
        return new ClientFrame.Edit(fields.id("id"), fields.target("of"), fields.text("text"));
    }

    private static ClientFrame delete(Fields fields) throws RefusedException {
        return new ClientFrame.Delete(fields.id("id"), fields.target("of"), fields.optionalText("reason"));
    }

    private static ClientFrame react(Fields fields) throws RefusedException {
        return new ClientFrame.React(fields.id("id"), fields.target("of"), fields.emoji("emoji"), fields.flag("on"));
    }

    private static ClientFrame set(Fields fields) throws RefusedException {
        return new ClientFrame.Set(fields.id("id"), fields.key("key"), fields.optionalText("value"));
    }

    private static ClientFrame moderate(Fields fields) throws RefusedException {
        Act act = act(fields.string("act"));
        return new ClientFrame.Moderate(
                fields.id("id"),
                act,
                fields.author("member"),
                act == Act.MEMBER ? fields.rights("rights") : "",
                fields.has("seconds") ? fields.integer("seconds", 0, SECONDS_MAX) : 0,
                fields.has("addresses") ? fields.string("addresses") : "",
                fields.has("hide") && fields.flag("hide"),
                fields.optionalText("reason"));
    }

    private static Act act(String word) throws RefusedException {
        return Act.parse(word)
                .orElseThrow(() -> new RefusedException(BAD_FIELD, "The field \"act\" is one of " + ACTS + "."));
    }

    private ClientFrame history(Fields fields) throws RefusedException {
        int limit = fields.has("limit") ? (int) fields.integer("limit", 1, limits.historyMax()) : limits.historyMax();
        return new ClientFrame.History(fields.id("id"), range(fields), limit);
    }

    private static Range range(Fields fields) throws RefusedException {
        Range range = Range.before(0);
        int given = 0;
        for (Range.Direction direction : Range.Direction.values()) {
            String name = direction.name().toLowerCase(Locale.ROOT);
            if (fields.has(name)) {
                range = new Range(direction, fields.position(name));
                given++;
            }
        }
        if (given > 1) {
            throw new RefusedException(BAD_FIELD, "Only one of \"before\", \"after\" and \"around\" may be given.");
        }
        return range;
    }

    private static ClientFrame token(Fields fields) throws RefusedException {
        return new ClientFrame.Token(fields.string("token"));
    }
}
