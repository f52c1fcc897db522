package chat.maru.browser;

import com.microsoft.playwright.Browser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The people of one test, each with a browser profile of their own. An instance field with {@code @RegisterExtension}:
 * after the test everybody has to have been quiet ({@link Visitor#assertQuiet}), and leaves; of a test that failed,
 * pictures of what everybody saw stay behind. Not thread-safe.
 */
final class Visitors implements BeforeEachCallback, AfterEachCallback {
    private final List<Visitor> present = new ArrayList<>();
    private Browser browser;

    @Override
    public void beforeEach(ExtensionContext context) {
        browser = Chromium.of(context);
    }

    /** A new person, with English light settings and an empty page. */
    Visitor visitor() {
        return visitor(Look.ENGLISH);
    }

    /** A new person. */
    Visitor visitor(Look look) {
        Visitor visitor = new Visitor(browser.newContext(look.options()));
        present.add(visitor);
        return visitor;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            if (context.getExecutionException().isPresent()) {
                String test = context.getRequiredTestClass().getSimpleName() + "."
                        + context.getRequiredTestMethod().getName();
                for (int i = 0; i < present.size(); i++) {
                    present.get(i).screenshot("failed-" + test + "-" + (i + 1));
                    System.out.println(test + ", visitor " + (i + 1) + " saw: "
                            + present.get(i).noise());
                }
            } else {
                present.forEach(Visitor::assertQuiet);
            }
        } finally {
            present.forEach(Visitor::close);
            present.clear();
        }
    }
}
