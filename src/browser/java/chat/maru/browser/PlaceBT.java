package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.maru.client.MaruClient;
import com.microsoft.playwright.Locator;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The place of a reader: kept at the end, or where it was left; and the line where the unread begins. */
class PlaceBT {
    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void whoIsNearTheEndStaysAtTheEnd() {
        Reader reader = enter("near", 60);
        // In one go: whatever is drawn next may lead back to the end.
        Assertions.assertThat(reader.scroll(-40)).isBetween(20.0, 80.0);
        try (MaruClient jisu = HALL.member("near", "지수")) {
            Hall.in(jisu.publish("하나"));
            assertThat(reader.row("하나")).isVisible();
            reader.assertAtEnd();
            assertThat(reader.pill()).isHidden();
        }
        reader.page().setViewportSize(900, 420);
        reader.assertAtEnd();
        reader.page().setViewportSize(1280, 800);
        reader.assertAtEnd();
        double before = reader.composer().boundingBox().height;
        reader.composer().fill("한 줄\n두 줄\n세 줄\n네 줄\n다섯 줄");
        reader.page().waitForCondition(() -> reader.composer().boundingBox().height > before + 40);
        reader.assertAtEnd();
    }

    @Test
    void whoReadsAboveIsNotMovedAndIsToldHowManyHaveCome() {
        Reader reader = enter("above", 60);
        scrollUp(reader);
        Locator row = reader.row("message 30");
        double top = reader.top(row);
        try (MaruClient jisu = HALL.member("above", "지수")) {
            Hall.in(jisu.publish("하나"));
            Hall.in(jisu.publish("둘"));
            assertThat(reader.pill()).hasText("새 메시지 2개 ↓");
            Assertions.assertThat(reader.top(row)).isEqualTo(top);
            reader.composer().fill("한 줄\n두 줄\n세 줄\n네 줄");
            Hall.in(jisu.publish("셋"));
            assertThat(reader.pill()).hasText("새 메시지 3개 ↓");
            Assertions.assertThat(reader.top(row)).isEqualTo(top);
        }
        reader.pill().click();
        reader.assertAtEnd();
        assertThat(reader.row("셋")).isInViewport();
        assertThat(reader.pill()).isHidden();
    }

    @Test
    void endLeadsToTheNewest() {
        Reader reader = enter("end", 60);
        scrollUp(reader);
        try (MaruClient jisu = HALL.member("end", "지수")) {
            Hall.in(jisu.publish("하나"));
            assertThat(reader.pill()).hasText("새 메시지 1개 ↓");
        }
        reader.row("message 30").focus();
        reader.page().keyboard().press("End");
        assertThat(reader.row("하나")).isFocused();
        reader.assertAtEnd();
        assertThat(reader.pill()).isHidden();
    }

    @Test
    void anOwnMessageLeadsToTheEnd() {
        Reader reader = enter("own", 60);
        scrollUp(reader);
        reader.say("여기요");
        assertThat(reader.row("여기요")).isInViewport();
        reader.assertAtEnd();
        assertThat(reader.composer()).isFocused();
    }

    private Reader enter(String room, int messages) {
        HALL.fill(room, "지수", messages);
        Reader reader = Reader.enter(visitors.visitor(Look.KOREAN).named("민호"), HALL.roomUrl(room));
        assertThat(reader.row("message " + messages)).isVisible();
        reader.assertAtEnd();
        return reader;
    }

    /** Beyond what counts as near, with {@code message 30} of 60 in the window, and all of them there. */
    private static void scrollUp(Reader reader) {
        Locator row = reader.row("message 30");
        row.scrollIntoViewIfNeeded();
        assertThat(reader.row("message 1")).hasCount(1);
        assertThat(row).isInViewport();
        Assertions.assertThat(reader.belowPx()).isGreaterThan(200);
    }

    @Test
    void theLineBeforeTheUnreadIsPlacedOnceAndTakenAwayByEscape() {
        Reader reader = comesBackTo("line");
        assertThat(nextTo(reader.divider())).hasText("새로 1");
        double top = reader.top(reader.divider());
        try (MaruClient jisu = HALL.member("line", "지수")) {
            Hall.in(jisu.publish("지금"));
            assertThat(reader.row("지금")).hasCount(1);
        }
        Assertions.assertThat(reader.top(reader.divider())).isEqualTo(top);
        double below = reader.belowPx();
        reader.wheelUntil(-200, () -> reader.belowPx() > below);
        reader.wheelUntil(400, () -> reader.belowPx() <= 1);
        assertThat(nextTo(reader.divider())).hasText("새로 1");
        reader.composer().press("Escape");
        assertThat(reader.divider()).hasCount(0);
    }

    @Test
    void theLineBeforeTheUnreadIsTakenAwayBySending() {
        Reader reader = comesBackTo("answered");
        assertThat(nextTo(reader.divider())).hasText("새로 1");
        reader.say("답장");
        assertThat(reader.row("답장")).isInViewport();
        assertThat(reader.divider()).hasCount(0);
    }

    @Test
    void allIsReadByOneChordWithoutLeavingThePlace() {
        Reader reader = comesBackTo("chord");
        double above = reader.belowPx();
        reader.composer().press("Shift+Escape");
        assertThat(reader.divider()).hasCount(0);
        untilRead(reader.visitor(), "chord");
        Assertions.assertThat(above).isGreaterThan(200);
        Assertions.assertThat(reader.belowPx()).isGreaterThan(200);
    }

    private static Locator nextTo(Locator divider) {
        return divider.locator("xpath=following-sibling::li[1]").locator(".text");
    }

    /** Was there, has read all, has gone to the lobby, where 40 more have come meanwhile; and is in again. */
    private Reader comesBackTo(String room) {
        Reader reader = enter(room, 30);
        try (MaruClient jisu = HALL.member(room, "지수")) {
            untilRead(reader.visitor(), room);
            reader.visitor().open(HALL.url("/"));
            for (int i = 1; i <= 40; i++) {
                Hall.in(jisu.publish("새로 " + i));
            }
        }
        Reader back = Reader.enter(reader.visitor(), HALL.roomUrl(room));
        assertThat(back.divider()).isInViewport();
        assertThat(back.pill()).isVisible();
        return back;
    }

    @Test
    void theUnreadOfAnotherRoomRiseAndFall() {
        Reader reader = enter("first", 3);
        Visitor visitor = reader.visitor();
        untilRead(visitor, "first");
        reader.page().locator("#hall-room").fill("second");
        reader.page().locator("#hall-room").press("Enter");
        assertThat(reader.page()).hasTitle("second · Maru");
        try (MaruClient jisu = HALL.member("first", "지수")) {
            Hall.in(jisu.publish("하나"));
            Hall.in(jisu.publish("둘"));
        }
        visitor.open(HALL.roomUrl("second"));
        Locator known = reader.page().locator("#hall li").filter(new Locator.FilterOptions().setHasText("first"));
        assertThat(known.locator(".unread")).containsText("안 읽은 메시지 2개");
        known.locator("a").click();
        assertThat(reader.row("둘")).isInViewport();
        assertThat(known.locator(".unread")).hasCount(0);
        untilRead(visitor, "first");
        visitor.open(HALL.url("/"));
        assertThat(known).isVisible();
        assertThat(known.locator(".unread")).hasCount(0);
    }

    /** The server knows that everything in a room was read: it says so to the page. */
    private static void untilRead(Visitor visitor, String room) {
        visitor.page().waitForCondition(() -> unread(visitor, room) == 0);
    }

    /** As the list of the rooms asks for it. */
    private static int unread(Visitor visitor, String room) {
        return ((Number) visitor.page().evaluate("""
                async (room) => {
                  const secret = localStorage.getItem(`maru.guest.${location.host}`);
                  const answer = await fetch(`/api/v1/rooms?room=${encodeURIComponent(room)}`,
                    { headers: { Authorization: `Guest ${secret}` } });
                  return (await answer.json()).rooms[0].unread;
                }""", room)).intValue();
    }
}
