package chat.maru.protocol;

import chat.maru.log.Body;
import chat.maru.log.Entry;
import chat.maru.log.Folded;
import chat.maru.log.Kind;
import chat.maru.log.Mark;
import chat.maru.log.Marked;
import chat.maru.log.Measure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the entries of a log as {@link MaruV1} has them. Stateless. */
final class MaruV1Entries {
    private MaruV1Entries() {}

    /** An entry as it was appended; one of a kind that this version has no words for goes out with what all have. */
    static String entry(Entry entry) {
        JsonWriter out = head(entry, entry.body());
        if (entry.of() > 0) {
            out.member(entry.isMessage() ? "replyTo" : "of", entry.of());
        }
        Body body = entry.body();
        if (body == null) {
            out.member("deleted", true);
        } else {
            content(out, entry.kind(), body.content());
        }
        return out.end().toString();
    }

    private static JsonWriter head(Entry entry, @Nullable Body body) {
        JsonWriter out = new JsonWriter()
                .begin()
                .member("type", entry.kind())
                .member("n", entry.n())
                .member("m", entry.m())
                .member("id", entry.id())
                .begin("from")
                .member("id", entry.author());
        if (body != null) {
            out.member("name", body.name());
        }
        return out.end().member("at", Frames.time(entry));
    }

    /** A delete's reason is not for everybody. */
    private static void content(JsonWriter out, String kind, String content) {
        switch (kind) {
            case Kind.MESSAGE, Kind.EDIT -> out.member("text", content);
            case Kind.REACTION -> {
                Mark mark = Mark.of(content);
                out.member("emoji", mark.key()).member("on", mark.on());
            }
            case Kind.STATE -> {
                int equals = content.indexOf('=');
                out.member("key", content.substring(0, equals)).member("value", content.substring(equals + 1));
            }
            case Kind.MODERATION -> measure(out, Measure.of(content));
            default -> {}
        }
    }

    private static void measure(JsonWriter out, Measure measure) {
        out.member("act", measure.act()).member("member", measure.member());
        if (measure.untilMillis() > 0) {
            out.member("until", Frames.time(measure.untilMillis()));
        }
        if (!measure.rights().isEmpty()) {
            out.member("rights", measure.rights());
        }
        if (measure.hides()) {
            out.member("hide", true);
        }
    }

    /** A message as it reads now. */
    static String folded(Folded folded) {
        Entry message = folded.message();
        JsonWriter out = head(message, message.body());
        if (message.of() > 0) {
            out.member("replyTo", message.of());
        }
        Body body = message.body();
        if (body == null) {
            return out.member("deleted", true).end().toString();
        }
        Entry edit = folded.edit();
        Body edited = edit == null ? null : edit.body();
        out.member("text", edited == null ? body.content() : edited.content());
        if (edit != null && edited != null) {
            out.member("editedAt", Frames.time(edit));
        }
        if (!folded.reactions().isEmpty()) {
            reactions(out, folded.reactions());
        }
        return out.end().toString();
    }

    private static void reactions(JsonWriter out, Map<String, Marked> reactions) {
        out.begin("reactions");
        reactions.forEach((emoji, marked) -> out.member(emoji, marked.count()));
        out.end().begin("reactedBy");
        reactions.forEach((emoji, marked) -> {
            out.beginArray(emoji);
            marked.named().forEach(out::element);
            out.endArray();
        });
        out.end();
    }
}
