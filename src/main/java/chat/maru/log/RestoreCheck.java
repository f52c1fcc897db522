package chat.maru.log;

import chat.maru.log.RestoreRefused.Reason;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks entries from elsewhere one by one, as strictly as if somebody wished the log ill, and makes of each the entry
 * that is stored. Not thread-safe: whoever restores calls it in order.
 */
final class RestoreCheck {
    private static final int SHORT_CHARS_MAX = 256;
    private static final int NAME_CHARS_MAX = 1_024;
    private static final int CONTENT_CHARS_MAX = 1 << 20;
    private static final int STATES_MAX = 100_000;

    /** Clocks differ; but a room's time never goes back, so one bad entry would date all that follow. */
    private static final long AHEAD_MILLIS_MAX = 24 * 3_600_000L;

    private final CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
    private final Salts salts;
    private final long nowMillis;
    private long lines;
    private long first;
    private long n;
    private long m;
    private long atMillis;
    private Digest chain = Digest.ZERO;

    RestoreCheck(Salts salts, long nowMillis) {
        this.salts = salts;
        this.nowMillis = nowMillis;
    }

    /** Whether {@code given} refers to an entry that was given before it, if it is what it should be. */
    boolean refersBack(Entry given) {
        return lines > 0 && given.of() >= first && given.of() <= n;
    }

    /**
     * The entry to store for {@code given}, the next one.
     *
     * @param target the entry it refers to, where {@link #refersBack}
     * @param isKnown whether an earlier entry has its author and id
     */
    Entry next(Entry given, @Nullable Target target, boolean isKnown) throws RestoreRefused {
        lines++;
        checkPlace(given);
        checkTexts(given);
        check(!isKnown, "its author has used its id before");
        checkTarget(given, target);
        if (lines == 1) {
            first = given.n();
        }
        n = given.n();
        m = given.m();
        atMillis = given.atMillis();
        Body old = given.body();
        // A reaction that came before its message was erased has kept its body; an edit has not.
        boolean isErased = given.kind().equals(Kind.EDIT) && Target.isErased(given.kind(), target);
        Body body = old == null || isErased ? null : new Body(old.name(), old.content(), salts.next());
        Digest hash = body == null ? given.bodyHash() : Chain.hash(body);
        chain = Chain.next(chain, n, given.kind(), given.author(), given.id(), atMillis, given.of(), m, hash);
        return new Entry(n, given.kind(), given.author(), given.id(), atMillis, given.of(), m, hash, chain, body);
    }

    private void checkPlace(Entry given) throws RestoreRefused {
        long counted = given.isMessage() ? 1 : 0;
        check(given.n() >= 1 && given.n() <= Position.N_MAX, "n is no position");
        if (lines == 1) {
            check(given.m() >= counted && given.m() - counted < given.n(), "m counts more messages than n allows");
        } else {
            check(given.n() == n + 1, "n is " + given.n() + ", not " + (n + 1));
            check(given.m() == m + counted, "m is " + given.m() + ", not " + (m + counted));
        }
        check(given.atMillis() >= atMillis, "its time is before the one of the entry before it");
        check(given.atMillis() <= nowMillis + AHEAD_MILLIS_MAX, "its time lies in the future");
        check(given.of() >= 0 && given.of() < given.n(), "of is no earlier position");
    }

    private void checkTexts(Entry given) throws RestoreRefused {
        checkText("kind", given.kind(), 1, SHORT_CHARS_MAX);
        checkText("author", given.author(), 1, SHORT_CHARS_MAX);
        checkText("id", given.id(), 1, SHORT_CHARS_MAX);
        Body body = given.body();
        if (body == null) {
            return;
        }
        checkText("name", body.name(), 0, NAME_CHARS_MAX);
        checkText("content", body.content(), 0, CONTENT_CHARS_MAX);
        if (given.kind().equals(Kind.REACTION)) {
            try {
                Mark.of(body.content());
            } catch (IllegalArgumentException e) {
                check(false, "its content is no mark");
            }
        }
    }

    private void checkText(String what, String text, int charsMin, int charsMax) throws RestoreRefused {
        check(
                text.length() >= charsMin && text.length() <= charsMax,
                what + " has " + text.length() + " characters, not " + charsMin + " to " + charsMax);
        check(utf8.canEncode(text), what + " is no Unicode text");
    }

    private void checkTarget(Entry given, @Nullable Target target) throws RestoreRefused {
        if (Target.needsMessage(given.kind())) {
            check(given.of() > 0, "of names nothing");
            check(target == null || target.kind().equals(Kind.MESSAGE), "of names what is no message");
        }
        boolean isEdit = given.kind().equals(Kind.EDIT);
        check(!isEdit || target == null || target.author().equals(given.author()), "of names another's message");
    }

    private void check(boolean isRight, String why) throws RestoreRefused {
        if (!isRight) {
            throw new RestoreRefused(Reason.INVALID, lines, why);
        }
    }

    /** Checks what comes at the end. */
    void finish(Map<String, String> state) throws RestoreRefused {
        if (lines == 0) {
            throw new RestoreRefused(Reason.INVALID, 0, "there is no entry to restore");
        }
        // What is wrong from here on is no entry's fault.
        lines = 0;
        check(state.size() <= STATES_MAX, "the state has more than " + STATES_MAX + " keys");
        for (Map.Entry<String, String> one : state.entrySet()) {
            checkText("a key of the state", one.getKey(), 1, NAME_CHARS_MAX);
            checkText("a value of the state", one.getValue(), 1, CONTENT_CHARS_MAX);
        }
    }

    /** Whether storing {@code entry} takes the body of the message it refers to: an edit is erased only with that. */
    static boolean erasesTarget(Entry entry) {
        return entry.kind().equals(Kind.DELETE) || (entry.kind().equals(Kind.EDIT) && entry.body() == null);
    }

    long lines() {
        return lines;
    }

    long first() {
        return first;
    }

    long n() {
        return n;
    }

    long m() {
        return m;
    }

    long atMillis() {
        return atMillis;
    }

    Digest chain() {
        return chain;
    }
}
