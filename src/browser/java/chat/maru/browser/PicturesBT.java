package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.client.MaruClient;
import chat.maru.client.Options;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Takes the pictures that the README shows, where {@code -Dmaru.test.pictures=true} asks for it: they are files of the
 * repository, and nobody wants new ones from every run.
 */
@EnabledIfSystemProperty(named = "maru.test.pictures", matches = "true")
class PicturesBT {
    private static final Path IMAGES = Path.of("docs/images");
    private static final long IMAGE_BYTES_MAX = 200_000;

    /** Who they are decides the tones of their faces: these two have two of them. */
    private static final String MINHO = "minhominhominhominhomA";

    private static final String ANN = "potpotpotpotpotpotpotA";

    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void aRoomInEnglishLightAndDark() throws IOException {
        room(Look.ENGLISH, "tea-house", List.of("books", "garden", "lunch"), "room-light");
        room(Look.ENGLISH.dark(), "tea-house-2", List.of("books", "garden", "lunch"), "room-dark");
    }

    @Test
    void aRoomInKoreanWithItsLobby() throws IOException {
        room(Look.KOREAN, "찻집", List.of("책", "뜰", "점심"), "room-ko");
    }

    @Test
    void aRoomOnAPhone() throws IOException {
        room(Look.KOREAN.phone(), "다실", List.of(), "room-phone");
    }

    private void room(Look look, String room, List<String> others, String name) throws IOException {
        Visitor visitor = visitors.visitor(look).named("지수");
        others.forEach(other -> Stage.enter(visitor, HALL, other));
        try (MaruClient minho = member(room, "민호", MINHO);
                MaruClient ann = member(room, "Ann", ANN)) {
            visitor.open(HALL.url("/"));
            for (int i = 0; i < others.size(); i += 2) {
                HALL.fill(others.get(i), "민호", 2 + i);
            }
            Stage stage = Stage.enter(visitor, HALL, room);
            assertThat(stage.part("present")).containsText("3");
            talk(stage, minho, ann);
            assertThat(stage.row("🍵")).isVisible();
            assertThat(visitor.page().locator("[aria-current] .unread")).hasCount(0);
            ann.typing(true);
            assertThat(stage.part("typing")).containsText("Ann");
            picture(visitor, name);
            if (look.equals(Look.KOREAN)) {
                visitor.open(HALL.url("/"));
                assertThat(visitor.page().locator(".unread").nth(1)).isVisible();
                assertThat(visitor.page().locator(".faces")).isVisible();
                picture(visitor, "lobby");
            }
        }
    }

    private static MaruClient member(String room, String name, String guest) {
        URI uri = URI.create(HALL.url("/chat/" + URLEncoder.encode(room, StandardCharsets.UTF_8))
                .replaceFirst("http", "ws"));
        MaruClient member = MaruClient.connect(uri, Options.named(name).withGuest(guest));
        Hall.in(member.welcome());
        return member;
    }

    private static void talk(Stage stage, MaruClient minho, MaruClient ann) {
        said(minho, "좋은 아침이에요! 새 차림표 보셨어요?");
        long lovely = said(ann, "Morning! Yes, the green one is lovely ☀️");
        Hall.in(minho.react(lovely, "👍", true));
        say(stage, "저도 초록이 좋아요. 제목만 조금 키우면 어떨까요?");
        stage.find(".mark").first().click();
        long answer = Hall.in(ann.reply(lovely + 2, "Agreed, *one size up*:\n```css\nh1 { font-size: 1.5rem; }\n```"))
                .n();
        Hall.in(minho.react(answer, "🎉", true));
        said(minho, "@지수 3시에 같이 봐요. 시안은 https://example.com/시안");
        Hall.in(minho.edit(said(minho, "찻잔도 꺼내 둘게요"), "찻잔도 꺼내 둘게요."));
        say(stage, "네, 3시 좋아요!");
        said(ann, "🍵");
    }

    /** By the button, which sends on a phone as well. */
    private static void say(Stage stage, String text) {
        stage.part("text").fill(text);
        stage.part("send").click();
        assertThat(stage.row(text)).hasClass(Pattern.compile(".*seen.*"));
    }

    private static long said(MaruClient member, String text) {
        return Hall.in(member.publish(text)).n();
    }

    private static void picture(Visitor visitor, String name) throws IOException {
        visitor.page().mouse().move(0, 0);
        Path file = IMAGES.resolve(name + ".png");
        visitor.page().screenshot(new Page.ScreenshotOptions().setPath(file));
        assertThat(Files.size(file)).isLessThan(IMAGE_BYTES_MAX);
    }
}
