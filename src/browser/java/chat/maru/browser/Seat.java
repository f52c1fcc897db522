package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Somebody in a room: what there is to do and to see. Not thread-safe. */
final class Seat {
    private static final Pattern MEANS_MORE = Pattern.compile("[.*+?^${}()|\\[\\]\\\\]");

    private final Visitor visitor;
    private final Page page;

    private Seat(Visitor visitor, Page page) {
        this.visitor = visitor;
        this.page = page;
    }

    /** Enters under a name, and is in. */
    static Seat take(Visitor visitor, Hall hall, String room, String name) {
        return take(visitor.named(name), hall.roomUrl(room));
    }

    /** Enters as the browser profile is, and is in. */
    static Seat take(Visitor visitor, String url) {
        visitor.open(url);
        return new Seat(visitor, visitor.page()).in();
    }

    /** The same person in one more tab. */
    Seat another(String url) {
        Page tab = visitor.context().newPage();
        tab.navigate(url);
        return new Seat(visitor, tab).in();
    }

    /** Has been welcomed. */
    Seat in() {
        assertThat(part("dot")).hasAttribute("data-phase", "open");
        return this;
    }

    Visitor visitor() {
        return visitor;
    }

    Page page() {
        return page;
    }

    /** The box to write in. */
    Locator box() {
        return part("text");
    }

    /** A part of the room, by its id. */
    Locator part(String id) {
        return page.locator("maru-room #" + id);
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Writes and presses Enter. */
    void say(String text) {
        box().fill(text);
        box().press("Enter");
    }

    /** Says {@code word 1}, {@code word 2}, …; gives what was said. */
    List<String> sayMany(String word, int messages) {
        List<String> said =
                IntStream.rangeClosed(1, messages).mapToObj(i -> word + " " + i).toList();
        said.forEach(this::say);
        return said;
    }

    /** The rows of messages, oldest first. */
    Locator rows() {
        return page.locator("maru-room li.message");
    }

    /** The texts of the rows. */
    Locator texts() {
        return rows().locator(".text");
    }

    /** The row with exactly this text. */
    Locator row(String text) {
        Pattern exactly = Pattern.compile("^\\s*" + MEANS_MORE.matcher(text).replaceAll("\\\\$0") + "\\s*$");
        return rows().filter(new Locator.FilterOptions()
                .setHas(page.locator(".text", new Page.LocatorOptions().setHasText(exactly))));
    }

    /** Points at a message; gives a button of what can be done with it. */
    Locator tool(String text, String button) {
        row(text).hover();
        return row(text)
                .getByRole(AriaRole.TOOLBAR)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true));
    }

    /** Deletes a message, by the menu that is the last of its buttons, and means it. */
    void delete(String text, String word) {
        row(text).hover();
        row(text).getByRole(AriaRole.TOOLBAR).getByRole(AriaRole.BUTTON).last().click();
        Locator delete = page.getByRole(AriaRole.DIALOG).getByText(word, new Locator.GetByTextOptions().setExact(true));
        delete.click();
        delete.click();
    }

    /** Sees these messages, in this order, stored, and no other. */
    void sees(String... texts) {
        assertThat(texts()).hasText(texts);
        assertThat(page.locator("maru-room li.message.seen")).hasCount(texts.length);
    }

    /** The quiet lines between the messages. */
    Locator notes() {
        return page.locator("maru-room li.note");
    }
}
