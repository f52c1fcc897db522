package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.maru.client.MaruClient;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** A room with all that a room may show, and one who sees it. Not thread-safe. */
final class Stage {
    /** What a row that can be answered says. */
    static final String SAID = "Tea or coffee?";

    private final Page page;
    private final String element;

    private Stage(Page page, String element) {
        this.page = page;
        this.element = element;
    }

    /** Enters and is in. */
    static Stage enter(Visitor visitor, Hall hall, String room) {
        return of(visitor.open(hall.roomUrl(room))).in();
    }

    /** What the visitor sees already. */
    static Stage of(Visitor visitor) {
        return of(visitor, "");
    }

    /** The one of several rooms on a page that has an attribute such as {@code [room=lobby]}. */
    static Stage of(Visitor visitor, String attribute) {
        return new Stage(visitor.page(), "maru-room" + attribute + " ");
    }

    Stage in() {
        assertThat(part("dot")).hasAttribute("data-phase", "open");
        return this;
    }

    /** Says one of everything, to somebody of this name. */
    static void sayAll(MaruClient member, String name) {
        long first = said(member, "Good morning, *bold*, _slanted_ and ~gone~");
        said(member, SAID);
        said(member, "`code`, and more of it:\n```java\nint tea = 1;\n```");
        said(member, "> what was quoted\nplain again https://example.com/마루 를 보세요");
        said(member, "@" + name + " look, please");
        said(member, "🎉");
        Hall.in(member.edit(said(member, "wrong"), "right"));
        Hall.in(member.delete(said(member, "never said")));
        Hall.in(member.reply(first, "an answer"));
        Hall.in(member.react(first, "👍", true));
        Hall.in(member.react(first, "🎉", true));
    }

    private static long said(MaruClient member, String text) {
        return Hall.in(member.publish(text)).n();
    }

    /** A part of the room, by its id. */
    Locator part(String id) {
        return find("#" + id);
    }

    Locator find(String selector) {
        return page.locator(element + selector);
    }

    Locator row(String text) {
        return find("li.message").filter(new Locator.FilterOptions().setHasText(text));
    }

    /** Writes and presses Enter. */
    Stage say(String text) {
        part("text").fill(text);
        part("text").press("Enter");
        return this;
    }

    /** The toolbar at a message. */
    Locator toolbar(String text) {
        row(text).hover();
        return row(text).locator(".toolbar button");
    }

    /** Opens the menu of a message. */
    Locator menu(String text) {
        toolbar(text).last().click();
        Locator menu = find("dialog.menu");
        assertThat(menu).isVisible();
        return menu;
    }
}
