package chat.maru.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * An input method, as Chromium tells pages of one: key presses with code 229 around compositions. Writes where the
 * focus is. What is being composed stays so until a method commits it. Not thread-safe.
 */
final class Ime {
    private static final int COMPOSING_KEY = 229;
    private static final int ENTER_KEY = 13;
    private static final int SHIFT = 8;

    /** The letters as they stand alone while a syllable begins, in the order of the conjoining ones. */
    private static final String FIRST_LETTERS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

    private static final char FIRST_CONJOINING = '\u1100';

    private final CDPSession devTools;
    private String composed = "";

    Ime(CDPSession devTools) {
        this.devTools = devTools;
    }

    /** Types Korean letter by letter. Each syllable is committed by the next one; the last is still being composed. */
    Ime korean(String text) {
        for (char syllable : text.toCharArray()) {
            commit();
            if (syllable < '가' || syllable > '힣') {
                insert(String.valueOf(syllable));
            } else {
                steps(syllable).forEach(this::compose);
            }
        }
        return this;
    }

    /** {@code 한} is ㅎ, 하, 한. */
    private static List<String> steps(char syllable) {
        String letters = Normalizer.normalize(String.valueOf(syllable), Normalizer.Form.NFD);
        List<String> steps = new ArrayList<>();
        steps.add(String.valueOf(FIRST_LETTERS.charAt(letters.charAt(0) - FIRST_CONJOINING)));
        for (int end = 2; end <= letters.length(); end++) {
            steps.add(Normalizer.normalize(letters.substring(0, end), Normalizer.Form.NFC));
        }
        return steps;
    }

    /** Types kana, letter by letter; all of it is still being composed. */
    Ime japanese(String kana) {
        for (int end = 1; end <= kana.length(); end++) {
            compose(kana.substring(0, end));
        }
        return this;
    }

    /** One press of a key: this is being composed now, in place of what was. */
    Ime compose(String text) {
        key("rawKeyDown", COMPOSING_KEY, "Process", "", 0);
        JsonObject composition = new JsonObject();
        composition.addProperty("text", text);
        composition.addProperty("selectionStart", text.length());
        composition.addProperty("selectionEnd", text.length());
        devTools.send("Input.imeSetComposition", composition);
        key("keyUp", COMPOSING_KEY, "Process", "", 0);
        composed = text;
        return this;
    }

    /** What is being composed stays as it is, as when one goes on with the mouse. */
    Ime commit() {
        if (!composed.isEmpty()) {
            insert(composed);
            composed = "";
        }
        return this;
    }

    private void insert(String text) {
        JsonObject inserted = new JsonObject();
        inserted.addProperty("text", text);
        devTools.send("Input.insertText", inserted);
    }

    /** Enter on a Korean keyboard: the syllable is committed, and then the key is an Enter like any other. */
    Ime koreanEnter() {
        if (!composed.isEmpty()) {
            key("rawKeyDown", COMPOSING_KEY, "Enter", "", 0);
            commit();
        }
        return enter(0);
    }

    /** Enter on a Japanese keyboard: while something is being composed it only commits that. */
    Ime japaneseEnter() {
        if (composed.isEmpty()) {
            return enter(0);
        }
        key("rawKeyDown", COMPOSING_KEY, "Enter", "", 0);
        commit();
        key("keyUp", ENTER_KEY, "Enter", "", 0);
        return this;
    }

    /** Enter as Safari tells it: the composition is over before the key comes, which says 229 all the same. */
    Ime safariEnter() {
        commit();
        key("rawKeyDown", COMPOSING_KEY, "Enter", "", 0);
        key("keyUp", ENTER_KEY, "Enter", "", 0);
        return this;
    }

    /** Shift and Enter, with nothing being composed. */
    Ime shiftEnter() {
        return enter(SHIFT);
    }

    private Ime enter(int modifiers) {
        key("keyDown", ENTER_KEY, "Enter", "\r", modifiers);
        key("keyUp", ENTER_KEY, "Enter", "", modifiers);
        return this;
    }

    private void key(String type, int code, String name, String text, int modifiers) {
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.addProperty("windowsVirtualKeyCode", code);
        event.addProperty("key", name);
        event.addProperty("code", name.equals("Enter") ? "Enter" : "");
        event.addProperty("modifiers", modifiers);
        if (!text.isEmpty()) {
            event.addProperty("text", text);
        }
        devTools.send("Input.dispatchKeyEvent", event);
    }
}
