package chat.maru.protocol;

import chat.maru.log.Body;
import chat.maru.log.Entry;
import chat.maru.log.Folded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the frames of {@link MaruV1}. Stateless. */
final class MaruV1Encoder {
    private static final int PAGE_OVERHEAD_BYTES = 256;

    private final Limits limits;

    MaruV1Encoder(Limits limits) {
        this.limits = limits;
    }

    /** An entry; one of a kind that this version has no words for goes out as kind and position. */
    String entry(Entry entry) {
        return entry(entry, entry.body()).end().toString();
    }

    /** A message as it reads now. */
    private static String message(Folded folded) {
        Entry edit = folded.edit();
        JsonWriter out = entry(folded.message(), edit == null ? folded.message().body() : edit.body());
        if (edit != null) {
            out.member("edited", true);
        }
        if (!folded.reactions().isEmpty()) {
            out.begin("reactions");
            folded.reactions().forEach(out::member);
            out.end();
        }
        return out.end().toString();
    }

    /** Begins the object of {@code entry}, with the text of {@code shown}. */
    private static JsonWriter entry(Entry entry, @Nullable Body shown) {
        JsonWriter out = new JsonWriter()
                .begin()
                .member("type", entry.kind())
                .member("n", entry.n())
                .member("m", entry.m())
                .member("id", entry.id());
        Body body = entry.body();
        out.begin("from").member("id", entry.author());
        if (body != null) {
            out.member("name", body.name());
        }
        out.end().member("at", Frames.time(entry));
        if (entry.of() > 0) {
            out.member(entry.isMessage() ? "replyTo" : "of", entry.of());
        }
        if (body == null) {
            out.member("deleted", true);
        } else if (entry.isMessage()) {
            out.member("text", shown == null ? body.content() : shown.content());
        }
        return out;
    }

    String object(ServerFrame frame) {
        if (frame instanceof ServerFrame.Ack ack) {
            JsonWriter out = begin("ack").member("id", ack.id()).member("n", ack.n());
            return (ack.duplicate() ? out.member("duplicate", true) : out).end().toString();
        }
        if (frame instanceof ServerFrame.Refused refused) {
            return refused(refused);
        }
        if (frame instanceof ServerFrame.CaughtUp caughtUp) {
            return begin("caughtUp").member("n", caughtUp.n()).end().toString();
        }
        if (frame instanceof ServerFrame.Pong pong) {
            return begin("pong")
                    .member("head", pong.head().n())
                    .member("m", pong.head().m())
                    .end()
                    .toString();
        }
        if (frame instanceof ServerFrame.Gap gap) {
            return begin("gap")
                    .member("epoch", gap.epoch())
                    .member("first", gap.first())
                    .member("head", gap.head())
                    .member("reason", gap.reason().wire())
                    .end()
                    .toString();
        }
        return frame instanceof ServerFrame.Welcome welcome ? welcome(welcome) : page((ServerFrame.MessagePage) frame);
    }

    private static JsonWriter begin(String type) {
        return new JsonWriter().begin().member("type", type);
    }

    private static String refused(ServerFrame.Refused refused) {
        JsonWriter out = begin("refused");
        if (refused.id() != null) {
            out.member("id", refused.id());
        }
        return out.member("code", refused.refusal().code().wire())
                .member("text", refused.refusal().text())
                .member("outcome", refused.refusal().outcome().wire())
                .end()
                .toString();
    }

    private static String welcome(ServerFrame.Welcome welcome) {
        JsonWriter out = begin("welcome").member("room", welcome.room());
        out.begin("you")
                .member("id", welcome.memberId())
                .member("name", welcome.memberName())
                .end();
        if (welcome.guest() != null) {
            out.member("guest", welcome.guest());
        }
        out.member("epoch", welcome.head().epoch())
                .member("head", welcome.head().n())
                .member("m", welcome.head().m())
                .member("first", welcome.head().first())
                .begin("state");
        welcome.state().forEach(out::member);
        out.end()
                .member("resumed", welcome.resumed())
                .member("durability", welcome.durability())
                .member("heartbeatMs", welcome.limits().heartbeatMs());
        return limits(out, welcome.limits()).end().toString();
    }

    private static JsonWriter limits(JsonWriter out, Limits limits) {
        return out.begin("limits")
                .member("textCodePoints", limits.textCodePointsMax())
                .member("textBytes", limits.textBytesMax())
                .member("nameCodePoints", limits.nameCodePointsMax())
                .member("frameBytes", limits.frameBytesMax())
                .member("history", limits.historyMax())
                .member("inFlight", limits.inFlightMax())
                .end();
    }

    /** A page goes out in one frame: where it would not fit, the oldest messages are left to the next question. */
    private String page(ServerFrame.MessagePage page) {
        List<String> messages = new ArrayList<>();
        int bytes = PAGE_OVERHEAD_BYTES;
        for (int i = page.messages().size() - 1; i >= 0; i--) {
            String message = message(page.messages().get(i));
            bytes += Utf8.length(message) + 1;
            boolean full = bytes > limits.outboundBytesMax() || messages.size() == limits.outboundObjectsMax();
            if (full && !messages.isEmpty()) {
                break;
            }
            messages.add(message);
        }
        Collections.reverse(messages);
        JsonWriter out = begin("page");
        if (page.id() != null) {
            out.member("id", page.id());
        }
        out.beginArray("messages");
        messages.forEach(out::raw);
        boolean cut = messages.size() < page.messages().size();
        return out.endArray()
                .member("head", page.head().n())
                .member("more", page.more() || cut)
                .end()
                .toString();
    }
}
