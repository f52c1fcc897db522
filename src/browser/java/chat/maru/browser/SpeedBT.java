package chat.maru.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.maru.client.MaruClient;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How quick the page is. The figures are printed; what is asserted is ten times the goal, since machines are shared.
 */
class SpeedBT {
    private static final int COLD_LOADS = 8;
    private static final int COLD_LOAD_MILLIS_MAX = 10_000;
    private static final int TASK_MILLIS_MAX = 1_000;
    private static final int MESSAGES = 5_000;
    private static final int BATCH_MESSAGES = 50;
    private static final int BATCH_EVERY_MILLIS = 100;
    private static final int FLOOD_SECONDS_MAX = 100;

    /** Fewer than a connection may have in flight. */
    private static final int IN_FLIGHT_MAX = 60;

    private static final int ROWS_MAX = 500;

    /** Notes when the first message was there and a frame with it had been painted. */
    private static final String FIRST_MESSAGE = """
            window.firstMessage = new Promise((seen) => {
              const look = () => {
                if (document.querySelector('maru-room')?.shadowRoot?.querySelector('#rows > .message')) {
                  requestAnimationFrame(() => seen(performance.now()));
                } else {
                  requestAnimationFrame(look);
                }
              };
              look();
            });""";

    private static final String WATCH = """
            () => {
              window.tasks = [];
              new PerformanceObserver((list) => list.getEntries().forEach(({ startTime, duration }) =>
                tasks.push([Math.round(startTime), duration]))).observe({ type: 'longtask' });
              window.rowsMax = 0;
              window.newest = () => [...rows.querySelectorAll('.message .text')].at(-1)?.textContent;
              const rows = document.querySelector('maru-room').shadowRoot.getElementById('rows');
              new MutationObserver(() => {
                window.rowsMax = Math.max(rowsMax, rows.querySelectorAll('.message').length);
              }).observe(rows, { childList: true });
            }""";

    @RegisterExtension
    static final Hall HALL = new Hall();

    @RegisterExtension
    final Visitors visitors = new Visitors();

    @Test
    void theFirstMessageIsSeenSoonAfterAColdLoad() throws IOException {
        HALL.fill("cold", "지수", 100);
        List<Double> millis = new ArrayList<>();
        try (BareChromium chromium = new BareChromium()) {
            for (int i = 0; i < COLD_LOADS; i++) {
                millis.add(chromium.load(HALL.roomUrl("cold"), FIRST_MESSAGE, "firstMessage"));
            }
        }
        // The first visitor of a server that has just been started waits for it, too.
        List<Double> later = millis.stream().skip(1).sorted().toList();
        double median = later.get(later.size() / 2);
        System.out.printf(
                "cold load: first message after %.0f ms (median of all but the first of %s)%n",
                median, millis.stream().map(Math::round).toList());
        Assertions.assertThat(median).isLessThan(COLD_LOAD_MILLIS_MAX);
    }

    @Test
    void aFloodOfMessagesNeverHoldsThePageUp() throws Exception {
        HALL.fill("flood", "지수", 50);
        Reader reader = Reader.enter(visitors.visitor().named("민호"), HALL.roomUrl("flood"));
        assertThat(reader.row("message 50")).isVisible();
        Browser browser = reader.visitor().context().browser();
        reader.page().evaluate(WATCH);
        browser.startTracing(
                reader.page(),
                new Browser.StartTracingOptions()
                        .setCategories(List.of("disabled-by-default-devtools.timeline", "toplevel", "__metadata")));
        double seconds = flood("flood");
        // Asked in few words: what Playwright looks for itself would be the longest task of all.
        reader.page()
                .waitForCondition(
                        () -> ("flood " + MESSAGES).equals(reader.page().evaluate("() => newest()")));
        byte[] trace = browser.stopTracing();
        reader.assertAtEnd();
        int rows = reader.rows().count();
        List<String> texts = reader.texts().toList();
        for (int i = 0; i < texts.size(); i++) {
            Assertions.assertThat(texts.get(texts.size() - 1 - i)).isEqualTo("flood " + (MESSAGES - i));
        }
        System.out.printf(
                "flood: %d messages in %.1f s, %d rows at the end, %s at most; long tasks %s%n",
                MESSAGES,
                seconds,
                rows,
                reader.page().evaluate("() => rowsMax"),
                reader.page().evaluate("() => tasks"));
        Task longest = longest(trace);
        System.out.println("flood: longest task by its own time: " + longest);
        Assertions.assertThat(longest.cpuMillis()).isPositive().isLessThan(TASK_MILLIS_MAX);
        Assertions.assertThat(((Number) reader.page().evaluate("() => rowsMax")).intValue())
                .isLessThanOrEqualTo(ROWS_MAX);
    }

    /**
     * As many messages as {@link #BATCH_EVERY_MILLIS} allows, or fewer where the server is slower. Gives the seconds.
     */
    private static double flood(String room) throws Exception {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        Semaphore inFlight = new Semaphore(IN_FLIGHT_MAX);
        CountDownLatch stored = new CountDownLatch(MESSAGES);
        AtomicInteger sent = new AtomicInteger();
        try (MaruClient jisu = HALL.member(room, "지수")) {
            long start = System.nanoTime();
            clock.scheduleAtFixedRate(
                    () -> {
                        for (int i = 0; i < BATCH_MESSAGES && sent.get() < MESSAGES; i++) {
                            inFlight.acquireUninterruptibly();
                            jisu.publish("flood " + sent.incrementAndGet()).thenRun(() -> {
                                inFlight.release();
                                stored.countDown();
                            });
                        }
                    },
                    0,
                    BATCH_EVERY_MILLIS,
                    TimeUnit.MILLISECONDS);
            assertTrue(stored.await(FLOOD_SECONDS_MAX, TimeUnit.SECONDS), () -> stored.getCount() + " are missing");
            return (System.nanoTime() - start) / 1e9;
        } finally {
            clock.shutdownNow();
        }
    }

    /** A task of the page's main thread: how long it lasted, and how long it had a processor. */
    private record Task(double millis, double cpuMillis) {}

    /** The longest task by processor time of any thread that draws a page. */
    private static Task longest(byte[] trace) {
        JsonArray events = JsonParser.parseString(new String(trace, StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonArray("traceEvents");
        List<JsonObject> all =
                events.asList().stream().map(JsonElement::getAsJsonObject).toList();
        List<String> mains = all.stream()
                .filter(event -> event.get("name").getAsString().equals("thread_name")
                        && event.getAsJsonObject("args")
                                .get("name")
                                .getAsString()
                                .equals("CrRendererMain"))
                .map(SpeedBT::thread)
                .toList();
        return all.stream()
                .filter(event -> event.get("name").getAsString().endsWith("RunTask")
                        && event.has("tdur")
                        && mains.contains(thread(event)))
                .map(event -> new Task(
                        event.get("dur").getAsLong() / 1e3, event.get("tdur").getAsLong() / 1e3))
                .max(Comparator.comparingDouble(Task::cpuMillis))
                .orElseThrow();
    }

    private static String thread(JsonObject event) {
        return event.get("pid") + "/" + event.get("tid");
    }
}
