package chat.maru.protocol;

import chat.maru.log.Body;
import chat.maru.log.Digest;
import chat.maru.log.Entry;
import chat.maru.log.Folded;
import chat.maru.log.Head;
import chat.maru.log.Kind;
import chat.maru.log.Marked;
import chat.maru.log.Measure;
import chat.maru.protocol.Refusal.Code;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the server says in the golden conversation: two people in the room 한국. */
final class GoldenFrames {
    private static final String JISU = "g:dRKx7pfLmEeANXQZ";
    private static final String MINHO = "g:0SZWqNbG8hTjYwUa";
    private static final Head HEAD = new Head("k3f7q2zd", 1, 41, 40, 0, 0, false);

    /** After two more messages. */
    private static final Head LATER = new Head("k3f7q2zd", 1, 43, 42, 0, 0, false);

    /** And an edit. */
    private static final Head EDITED = new Head("k3f7q2zd", 1, 44, 42, 0, 0, false);

    private static final long AT = Instant.parse("2026-11-22T10:00:00Z").toEpochMilli();
    private static final long UNTIL = AT + 86_400_000;

    private GoldenFrames() {}

    /** File name to file. */
    static Map<String, String> said() {
        Map<String, String> said = new LinkedHashMap<>();
        MaruV1 v1 = new MaruV1(Limits.DEFAULT);
        entries().forEach((name, entry) -> put(said, name, "maru.v1", v1.entry(entry, HEAD.epoch())));
        frames().forEach((name, frame) ->
                put(said, name, "maru.v1", v1.objects(frame).get(0)));
        PlainWire plain = new PlainWire(Limits.DEFAULT);
        put(said, "server-plain-message", "plain", plain.entry(entries().get("server-message"), HEAD.epoch()));
        put(said, "server-plain-error", "plain", plain.objects(refused()).get(0));
        put(said, "server-plain-gap", "plain", plain.objects(gap()).get(0));
        return said;
    }

    private static void put(Map<String, String> said, String name, String wire, String frame) {
        said.put(name, "{\"from\":\"server\",\"wire\":\"" + wire + "\",\"frame\":" + frame + "}");
    }

    private static Map<String, Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        entries.put("server-message", entry(42, Kind.MESSAGE, JISU, "Jf3", 0, new Body("지수", "안녕하세요", 0)));
        entries.put("server-message-reply", entry(43, Kind.MESSAGE, MINHO, "b7", 42, new Body("민호", "반가워요", 0)));
        entries.put("server-message-deleted", entry(42, Kind.MESSAGE, JISU, "Jf3", 0, null));
        entries.put("server-edit", entry(44, Kind.EDIT, JISU, "Jf4", 42, new Body("지수", "안녕하세요!", 0)));
        entries.put("server-edit-deleted", entry(44, Kind.EDIT, JISU, "Jf4", 42, null));
        entries.put("server-delete", entry(45, Kind.DELETE, JISU, "Jf5", 42, new Body("지수", "", 0)));
        entries.put("server-reaction", entry(46, Kind.REACTION, MINHO, "b8", 42, new Body("민호", "+👍", 0)));
        entries.put("server-state", entry(47, Kind.STATE, MINHO, "b9", 0, new Body("민호", "topic=차 마시는 방", 0)));
        entries.put(
                "server-moderation",
                entry(
                        48,
                        Kind.MODERATION,
                        MINHO,
                        "c1",
                        0,
                        new Body("민호", new Measure("ban", "g:9aLeft0mEmBeR1dX", UNTIL, "", true).content(), 0)));
        entries.put(
                "server-moderation-member",
                entry(
                        49,
                        Kind.MODERATION,
                        MINHO,
                        "c2",
                        0,
                        new Body("민호", new Measure("member", "u:kim", 0, "rw", false).content(), 0)));
        return entries;
    }

    private static Entry entry(long n, String kind, String author, String id, long of, Body body) {
        return new Entry(n, kind, author, id, AT, of, Math.min(n, LATER.n()) - 1, Digest.ZERO, Digest.ZERO, body);
    }

    private static Map<String, ServerFrame> frames() {
        Map<String, ServerFrame> frames = new LinkedHashMap<>();
        frames.put("server-welcome", welcome("mVq0Zr5cXw2sT8yBnE4uGA", HEAD, 0, 40, false));
        frames.put("server-welcome-resumed", welcome(null, LATER, 38, 5, true));
        frames.put("server-ack", new ServerFrame.Ack("Jf3", 42, false));
        frames.put("server-ack-duplicate", new ServerFrame.Ack("Jf3", 42, true));
        frames.putAll(refusals());
        frames.put("server-page", page());
        frames.put("server-caughtUp", new ServerFrame.CaughtUp(HEAD.n()));
        frames.put("server-caughtUp-resumed", new ServerFrame.CaughtUp(LATER.n()));
        frames.put("server-gap", gap());
        frames.put("server-pong", new ServerFrame.Pong(HEAD));
        Map<String, String> both = new LinkedHashMap<>();
        both.put(JISU, "지수");
        both.put(MINHO, "민호");
        frames.put("server-presence", new ServerFrame.Presence(5, 2, true, both, List.of()));
        frames.put(
                "server-presence-step",
                new ServerFrame.Presence(6, 2, false, Map.of(MINHO, "민호"), List.of("g:9aLeft0mEmBeR1dX")));
        frames.put("server-presence-count", new ServerFrame.Presence(7, 2_431, false, Map.of(), List.of()));
        frames.put("server-typing", new ServerFrame.Typing(Map.of(MINHO, "민호")));
        frames.put("server-read", new ServerFrame.Reads(Map.of(MINHO, 41L)));
        frames.put("server-tokenExpiring", new ServerFrame.TokenExpiring(60_000));
        frames.put("server-token", new ServerFrame.TokenTaken(3_600_000));
        frames.put("server-rights", new ServerFrame.Rights("rwm"));
        frames.put("server-name", new ServerFrame.Named("지수"));
        return frames;
    }

    private static Map<String, ServerFrame> refusals() {
        Map<String, ServerFrame> frames = new LinkedHashMap<>();
        frames.put("server-refused", refused());
        frames.put(
                "server-refused-unknown",
                new ServerFrame.Refused(
                        "Jf3",
                        Refusal.of(
                                        Code.UNKNOWN,
                                        "Nobody can say whether this was stored; send it again with the same id.")
                                .unknown()));
        frames.put(
                "server-refused-tooFast",
                new ServerFrame.Refused(
                        "Jf3",
                        Refusal.of(Code.TOO_FAST, "Too fast; send it again a little later with the same id.")
                                .unknown()
                                .retryAfter(350)));
        return frames;
    }

    private static ServerFrame welcome(String guest, Head head, long read, long unread, boolean resumed) {
        return new ServerFrame.Welcome(
                "한국",
                JISU,
                "지수",
                "rw",
                guest,
                head,
                read,
                unread,
                resumed,
                Map.of("topic", "차 마시는 방"),
                "disk",
                Limits.DEFAULT);
    }

    private static ServerFrame refused() {
        return new ServerFrame.Refused("Jf3", Refusal.of(Code.TEXT_EMPTY, "The field \"text\" is empty."));
    }

    private static ServerFrame gap() {
        return new ServerFrame.Gap(HEAD.epoch(), 30, 41, ServerFrame.Gap.Reason.TRIMMED);
    }

    private static ServerFrame page() {
        Entry message = entries().get("server-message");
        Entry edit = entries().get("server-edit");
        Folded edited = new Folded(message, edit, Map.of("👍", new Marked(2, List.of(JISU, MINHO))));
        Folded deleted = new Folded(entry(40, Kind.MESSAGE, MINHO, "b6", 0, null), null, Map.of());
        return new ServerFrame.MessagePage(
                "h1", chat.maru.log.Range.Direction.BEFORE, List.of(deleted, edited), EDITED, true, true);
    }
}
