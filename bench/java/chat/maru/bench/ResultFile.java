package chat.maru.bench;

import chat.maru.bench.work.Work;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a work found, as JSON; the documentation is made from it. Owned by one thread. */
final class ResultFile {
    private static final int DECIMALS = 3;

    private final Work work;
    private final Options options;
    private final Collection<Measured> measured;

    ResultFile(Work work, Options options, Collection<Measured> measured) {
        this.work = work;
        this.options = options;
        this.measured = measured;
    }

    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(options.as(work.name()) + ".json");
        JsonArrayBuilder peers = Json.createArrayBuilder();
        measured.forEach(each -> peers.add(peer(each)));
        JsonObjectBuilder result = Json.createObjectBuilder()
                .add("work", work.name())
                .add("title", work.title())
                .add("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .add("machine", object(Machine.describe()))
                .add("parameters", object(work.parameters(options)))
                .add("peers", peers)
                .add("ratios", ratios());
        try (Writer out = Files.newBufferedWriter(file);
                JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                        .createWriter(out)) {
            writer.writeObject(result.build());
        }
        return file;
    }

    private static JsonObjectBuilder peer(Measured measured) {
        JsonArrayBuilder runs = Json.createArrayBuilder();
        measured.runs().forEach(run -> runs.add(object(run)));
        JsonObjectBuilder peer = Json.createObjectBuilder()
                .add("name", measured.peer().name())
                .add("title", measured.peer().title())
                .add("settings", Json.createArrayBuilder(measured.peer().settings()))
                .add("runs", runs)
                .add("medians", object(measured.medians()));
        return measured.isIn() ? peer : peer.add("leftOut", measured.leftOut());
    }

    private static JsonObjectBuilder object(Map<String, ?> values) {
        JsonObjectBuilder object = Json.createObjectBuilder();
        values.forEach((name, value) -> {
            if (value instanceof Boolean flag) {
                object.add(name, flag);
            } else if (value instanceof Number number) {
                object.add(name, decimal(number.doubleValue()));
            } else {
                object.add(name, value.toString());
            }
        });
        return object;
    }

    private static BigDecimal decimal(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    private JsonArrayBuilder ratios() {
        JsonArrayBuilder ratios = Json.createArrayBuilder();
        for (Ratio ratio : Ratio.of(List.copyOf(measured))) {
            ratios.add(Json.createObjectBuilder()
                    .add("of", ratio.of())
                    .add("to", ratio.to())
                    .add("key", ratio.key())
                    .add("median", decimal(ratio.median()))
                    .add("min", decimal(ratio.min()))
                    .add("max", decimal(ratio.max())));
        }
        return ratios;
    }
}
