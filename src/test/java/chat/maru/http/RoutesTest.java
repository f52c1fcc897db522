package chat.maru.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.EmbeddedMaru;
import chat.maru.support.RestRoute;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the server answers, and what its document says that it does: by this the tests of the document miss no route.
 */
class RoutesTest {
    @Test
    void theDocumentHasEveryRouteOfTheServerAndNoOther(@TempDir Path data) throws Exception {
        try (EmbeddedMaru maru = EmbeddedMaru.start(data)) {
            List<String> routes = maru.maru().api(data).routes().stream()
                    .map(route -> route.method() + " " + Api.PATH + String.join("/", route.pattern()))
                    .collect(Collectors.toList());
            assertThat(routes)
                    .containsExactlyInAnyOrderElementsOf(RestRoute.inDocument().stream()
                            .map(route -> route.replaceAll("\\{[a-z]+}", "*"))
                            .toList());
        }
    }
}
