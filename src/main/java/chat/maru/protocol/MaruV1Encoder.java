package chat.maru.protocol;

import chat.maru.log.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the frames of {@link MaruV1}. Stateless. */
final class MaruV1Encoder {
    private static final int PAGE_OVERHEAD_BYTES = 256;

    private final Limits limits;

    MaruV1Encoder(Limits limits) {
        this.limits = limits;
    }

    String object(ServerFrame frame) {
        if (frame instanceof ServerFrame.Ack ack) {
            JsonWriter out = begin("ack").member("id", ack.id()).member("n", ack.n());
            return (ack.duplicate() ? out.member("duplicate", true) : out).end().toString();
        }
        if (frame instanceof ServerFrame.Refused refused) {
            return refused(refused);
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
        if (frame instanceof ServerFrame.Presence presence) {
            return presence(presence);
        }
        if (frame instanceof ServerFrame.Typing typing) {
            return members(begin("typing"), "members", typing.members()).end().toString();
        }
        if (frame instanceof ServerFrame.Welcome welcome) {
            return welcome(welcome);
        }
        return frame instanceof ServerFrame.MessagePage page ? page(page) : brief(frame);
    }

    /** The frames that say one thing. */
    private static String brief(ServerFrame frame) {
        JsonWriter out;
        if (frame instanceof ServerFrame.CaughtUp caughtUp) {
            out = begin("caughtUp").member("n", caughtUp.n());
        } else if (frame instanceof ServerFrame.Pong pong) {
            out = begin("pong")
                    .member("head", pong.head().n())
                    .member("m", pong.head().m());
        } else if (frame instanceof ServerFrame.TokenExpiring expiring) {
            out = begin("tokenExpiring").member("inMs", expiring.inMs());
        } else if (frame instanceof ServerFrame.TokenTaken taken) {
            out = begin("token").member("inMs", taken.inMs());
        } else if (frame instanceof ServerFrame.Rights rights) {
            out = begin("rights").member("rights", rights.rights());
        } else {
            out = begin("name").member("name", ((ServerFrame.Named) frame).name());
        }
        return out.end().toString();
    }

    /** Each member's mark is an object of its own. */
    static List<String> reads(ServerFrame.Reads reads) {
        List<String> objects = new ArrayList<>();
        reads.members()
                .forEach((id, n) -> objects.add(
                        begin("read").member("member", id).member("n", n).end().toString()));
        return objects;
    }

    private static String presence(ServerFrame.Presence presence) {
        JsonWriter out = begin("presence").member("version", presence.version()).member("count", presence.count());
        if (presence.whole()) {
            return members(out, "members", presence.present()).end().toString();
        }
        if (!presence.present().isEmpty()) {
            members(out, "joined", presence.present());
        }
        if (!presence.left().isEmpty()) {
            out.beginArray("left");
            presence.left().forEach(out::element);
            out.endArray();
        }
        return out.end().toString();
    }

    private static JsonWriter members(JsonWriter out, String field, Map<String, String> members) {
        out.beginArray(field);
        members.forEach(
                (id, name) -> out.begin().member("id", id).member("name", name).end());
        return out.endArray();
    }

    private static JsonWriter begin(String type) {
        return new JsonWriter().begin().member("type", type);
    }

    private static String refused(ServerFrame.Refused refused) {
        JsonWriter out = begin("refused");
        if (refused.id() != null) {
            out.member("id", refused.id());
        }
        out.member("code", refused.refusal().code().wire())
                .member("text", refused.refusal().text())
                .member("outcome", refused.refusal().outcome().wire());
        if (refused.refusal().retryAfterMs() >= 0) {
            out.member("retryAfterMs", refused.refusal().retryAfterMs());
        }
        return out.end().toString();
    }

    private static String welcome(ServerFrame.Welcome welcome) {
        JsonWriter out = begin("welcome").member("room", welcome.room());
        out.begin("you")
                .member("id", welcome.memberId())
                .member("name", welcome.memberName())
                .member("rights", welcome.rights())
                .end();
        if (welcome.guest() != null) {
            out.member("guest", welcome.guest());
        }
        out.member("epoch", welcome.head().epoch())
                .member("head", welcome.head().n())
                .member("m", welcome.head().m())
                .member("first", welcome.head().first())
                .member("read", welcome.read())
                .member("unread", welcome.unread())
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

    /** A page goes out in one frame: where it would not fit, messages are left to the next question. */
    private String page(ServerFrame.MessagePage page) {
        List<String> all = page.messages().stream().map(MaruV1Entries::folded).toList();
        int from = 0;
        int to = all.size();
        int bytes = PAGE_OVERHEAD_BYTES
                + all.stream().mapToInt(m -> Utf8.length(m) + 1).sum();
        while (to - from > 1 && (bytes > limits.outboundBytesMax() || to - from > limits.outboundObjectsMax())) {
            boolean newest = cutsNewest(page.direction(), to - from);
            bytes -= Utf8.length(all.get(newest ? to - 1 : from)) + 1;
            from += newest ? 0 : 1;
            to -= newest ? 1 : 0;
        }
        JsonWriter out = begin("page");
        if (page.id() != null) {
            out.member("id", page.id());
        }
        out.beginArray("messages");
        all.subList(from, to).forEach(out::raw);
        return out.endArray()
                .member("head", page.head().n())
                .member("more", page.older() || from > 0)
                .member("newer", page.newer() || to < all.size())
                .end()
                .toString();
    }

    /**
     * What was asked from is what the reader needs to go on, so the other side goes; around, one side after the other.
     */
    private static boolean cutsNewest(Range.Direction direction, int left) {
        return switch (direction) {
            case BEFORE -> false;
            case AFTER -> true;
            case AROUND -> left % 2 == 0;
        };
    }
}
