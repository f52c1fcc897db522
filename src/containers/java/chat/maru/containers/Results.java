package chat.maru.containers;

import chat.maru.containers.Cells.Cell;
import chat.maru.support.PrettyJson;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What one server passed, in {@code target/containers/results/<id>.json}, written anew after each check. One thread.
 */
final class Results {
    private static final Path DIRECTORY = Path.of("target", "containers", "results");

    /** Every check of the suite, by the name of its method. */
    private static final Set<String> ALL = Stream.of(ContainersIT.class.getMethods())
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(Method::getName)
            .collect(Collectors.toSet());

    private final Server server;
    private final Set<String> passed = new TreeSet<>();
    private final Map<String, String> failed = new TreeMap<>();
    private final Map<String, String> excused = new TreeMap<>();

    Results(Server server) {
        this.server = server;
    }

    void passed(String check) {
        passed.add(check);
        write();
    }

    void failed(String check, Throwable failure) {
        String text = String.valueOf(failure.getMessage()).strip();
        failed.put(check, text.lines().findFirst().orElse(""));
        write();
    }

    void excused(Cell cell) {
        excused.put(cell.check(), cell.reason());
        write();
    }

    private void write() {
        try {
            Files.createDirectories(DIRECTORY);
            Files.writeString(DIRECTORY.resolve(server.id() + ".json"), PrettyJson.of(json()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether no check is missing, and none failed: only then does this say something about the server. */
    private boolean complete() {
        Set<String> settled = new TreeSet<>(passed);
        settled.addAll(excused.keySet());
        return failed.isEmpty() && settled.equals(ALL);
    }

    private JsonObject json() {
        JsonArrayBuilder names = Json.createArrayBuilder();
        passed.forEach(names::add);
        return Json.createObjectBuilder()
                .add("id", server.id())
                .add("title", server.title())
                .add("version", server.version())
                .add("date", LocalDate.now(ZoneOffset.UTC).toString())
                .add("complete", complete())
                .add("passed", names)
                .add("failed", object(failed))
                .add("cannot", object(excused))
                .add("mayFail", object(Cells.mayFail(server.id())))
                .build();
    }

    private static JsonObjectBuilder object(Map<String, String> texts) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        texts.forEach(object::add);
        return object;
    }
}
