package chat.maru.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Contrast;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.stream.Stream;

/**
 * How somebody has set up the browser. Immutable; each method gives a changed copy.
 *
 * @param locale such as {@code ko-KR}
 * @param touch whether fingers take the place of the mouse
 */
record Look(String locale, boolean isDark, int widthPx, int heightPx, boolean touch, boolean isCalm, boolean isStark) {
    static final Look KOREAN = new Look("ko-KR", false, 1280, 800, false, false, false);
    static final Look ENGLISH = new Look("en-US", false, 1280, 800, false, false, false);

    /** Both languages, each light and dark. */
    static Stream<Look> all() {
        return Stream.of(KOREAN, KOREAN.dark(), ENGLISH, ENGLISH.dark());
    }

    Look dark() {
        return new Look(locale, true, widthPx, heightPx, touch, isCalm, isStark);
    }

    Look size(int newWidthPx, int newHeightPx) {
        return new Look(locale, isDark, newWidthPx, newHeightPx, touch, isCalm, isStark);
    }

    /** A usual phone, upright. */
    Look phone() {
        return new Look(locale, isDark, 390, 844, true, isCalm, isStark);
    }

    /** Asks for no movement. */
    Look calm() {
        return new Look(locale, isDark, widthPx, heightPx, touch, true, isStark);
    }

    /** Asks for more contrast, and has colours forced. */
    Look stark() {
        return new Look(locale, isDark, widthPx, heightPx, touch, isCalm, true);
    }

    Browser.NewContextOptions options() {
        return new Browser.NewContextOptions()
                .setLocale(locale)
                .setTimezoneId("Asia/Seoul")
                .setColorScheme(isDark ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setReducedMotion(isCalm ? ReducedMotion.REDUCE : ReducedMotion.NO_PREFERENCE)
                .setForcedColors(isStark ? ForcedColors.ACTIVE : ForcedColors.NONE)
                .setContrast(isStark ? Contrast.MORE : Contrast.NO_PREFERENCE)
                .setViewportSize(widthPx, heightPx)
                .setHasTouch(touch)
                .setIsMobile(touch);
    }

    /** Short enough for the name of a file. */
    @Override
    public String toString() {
        return locale + (isDark ? "-dark" : "-light") + (touch ? "-touch" : "") + (isCalm ? "-calm" : "")
                + (isStark ? "-stark" : "") + "-" + widthPx;
    }
}
