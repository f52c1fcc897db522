package chat.maru.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code bench/run report}: writes the page about the measurements and its pictures anew. One that no result belongs to
 * any more is deleted. For one thread.
 */
public final class Report {
    private static final String IMAGE = "bench-.*\\.svg";

    private final Path results;
    private final Path notes;
    private final Path docs;

    /**
     * @param bench the folder in which {@code results} and {@code notes} are
     * @param docs the folder of the page
     */
    public Report(Path bench, Path docs) {
        results = bench.resolve("results");
        notes = bench.resolve("notes");
        this.docs = docs;
    }

    /** @return the page */
    public Path write() throws IOException {
        List<Result> all = Result.all(results);
        List<Section> sections = all.stream().map(Section::of).toList();
        Path images = Files.createDirectories(docs.resolve("images"));
        clear(images);
        Markdown page = new Markdown();
        new Introduction(all).write(page);
        Scores.of(all).write(page);
        for (Section section : sections) {
            section.write(page);
            Optional<String> picture = section.draw();
            if (picture.isPresent()) {
                Files.writeString(images.resolve(section.image()), picture.get());
            }
        }
        new Million(all).write(page);
        for (Path note : files(notes, ".*\\.md")) {
            page.paragraph(Files.readString(note).strip());
        }
        return Files.writeString(docs.resolve("benchmarks.md"), page.toString());
    }

    private static void clear(Path images) throws IOException {
        for (Path image : files(images, IMAGE)) {
            Files.delete(image);
        }
    }

    private static List<Path> files(Path folder, String name) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .sorted()
                    .toList();
        }
    }
}
