package chat.maru.browser;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rings when something of a stranger runs, or stands where only the page's own belongs: a call of {@code pwn()}, of
 * {@code alert} or {@code open}, a dialog, a window, another page in this window, a request to anybody but the server,
 * an element that no template makes, a handler, or an address that is none. Not thread-safe.
 */
final class Alarm {
    /** Before any script of the page. */
    private static final String COUNTS = """
            (() => {
              window.pwned = [];
              for (const name of ['pwn', 'alert', 'confirm', 'prompt', 'print', 'open']) {
                window[name] = (what) => { window.pwned.push(`${name}(${what ?? ''})`); };
              }
            })()""";

    /** What the templates of the page make, and the page itself; each with what it may hold that leads elsewhere. */
    private static final String LOOKS = """
            () => {
              const known = new Set(('html head meta title link script body noscript p main a h1 h2 h3 nav maru-room '
                + 'img button div header strong span form label input footer ul li small section slot ol textarea svg '
                + 'path circle bdi time em s code pre blockquote dialog').split(' '));
              const found = [...window.pwned];
              const plain = (url) => URL.canParse(url, location.href)
                && /^https?:$/.test(new URL(url, location.href).protocol);
              const look = (root) => root.querySelectorAll('*').forEach((element) => {
                const { localName, attributes } = element;
                const told = `${localName} ${element.outerHTML.slice(0, 120)}`;
                const own = (url) => URL.canParse(url) && new URL(url).origin === location.origin;
                if (!known.has(localName) || (localName === 'script' && !(element.src && own(element.src)))
                  || (localName === 'img' && element.getAttribute('src') !== 'favicon.svg')) {
                  found.push(`element ${told}`);
                }
                for (const { name, value } of attributes) {
                  if (name.startsWith('on') || name === 'style' || name === 'srcdoc') {
                    found.push(`attribute ${name} ${told}`);
                  }
                  if (/^(href|src|action|formaction|xlink:href|data|poster)$/.test(name)
                    && !plain(value)) {
                    found.push(`address ${value} ${told}`);
                  }
                }
                element.shadowRoot && look(element.shadowRoot);
              });
              look(document);
              return found;
            }""";

    private final Page page;
    private final List<String> rung = new ArrayList<>();

    /** @param own the beginning of every address that may be asked for or shown, without its scheme */
    Alarm(Visitor visitor, String own) {
        visitor.context().addInitScript(COUNTS);
        page = visitor.page();
        Consumer<String> asked = url -> {
            if (!url.startsWith("http" + own) && !url.startsWith("ws" + own) && !url.startsWith("about:")) {
                rung.add("asked for " + url);
            }
        };
        visitor.context().onRequest(request -> asked.accept(request.url()));
        visitor.context().onPage(opened -> rung.add("opened " + opened.url()));
        page.onFrameNavigated(frame -> asked.accept(frame.url()));
        page.onWebSocket(socket -> asked.accept(socket.url()));
        page.onDialog(dialog -> {
            rung.add("dialog " + dialog.message());
            dialog.dismiss();
        });
    }

    /** All that rang since this was asked last, with what is wrong in the page as it is now. */
    @SuppressWarnings("unchecked")
    List<String> rung() {
        List<String> all = new ArrayList<>((List<String>) page.evaluate(LOOKS));
        page.evaluate("() => { window.pwned = []; }");
        all.addAll(rung);
        rung.clear();
        return all;
    }
}
