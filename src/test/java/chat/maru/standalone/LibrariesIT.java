package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the WAR brings along, and that the WAR tells it: a bill of materials in CycloneDX. */
class LibrariesIT {
    private static final String BILL = "META-INF/sbom/application.cdx.json";
    private static final Pattern PACKAGE = Pattern.compile("pkg:maven/([^@]+)@([^?]+).*");
    private static final Pattern JAR = Pattern.compile("WEB-INF/(?:lib|server)/(.+)-(\\d[^/]*)\\.jar");

    private static JarFile war;

    /** Group and artifact to version. */
    private static final Map<String, String> LISTED = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        assumeThat(Boolean.getBoolean("maru.test.offline"))
                .as("the bill of materials is not written without a network")
                .isFalse();
        war = new JarFile(
                Path.of(System.getProperty("maru.test.war", "target/maru.war")).toFile());
        try (JsonReader json = Json.createReader(war.getInputStream(war.getEntry(BILL)))) {
            for (JsonValue component : json.readObject().getJsonArray("components")) {
                String url = ((JsonString) component.asJsonObject().get("purl")).getString();
                Matcher parts = PACKAGE.matcher(url);
                assertThat(parts.matches()).as(url).isTrue();
                LISTED.put(parts.group(1), parts.group(2));
            }
        }
    }

    @AfterAll
    static void close() throws IOException {
        if (war != null) {
            war.close();
        }
    }

    @Test
    void everyJarIsListedWithItsVersion() {
        List<String> jars = war.stream()
                .map(entry -> JAR.matcher(entry.getName()))
                .filter(Matcher::matches)
                .map(jar -> jar.group(1) + " " + jar.group(2))
                .toList();
        List<String> listed = LISTED.entrySet().stream()
                .map(library -> library.getKey().replaceFirst(".*/", "") + " " + library.getValue())
                .toList();

        assertThat(jars).hasSizeGreaterThan(5);
        assertThat(listed).containsAll(jars);
    }

    @Test
    void noneIsOlderThanTheReleaseThatMendedIt() throws IOException {
        try (InputStream floors = LibrariesIT.class.getResourceAsStream("/library-floors.txt")) {
            new String(Objects.requireNonNull(floors).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 3))
                    .forEach(floor -> assertThat(Version.parse(LISTED.getOrDefault(floor[0], "0")))
                            .as("%s: what is older than %s has %s", floor[0], floor[1], floor[2])
                            .isGreaterThanOrEqualTo(Version.parse(floor[1])));
        }
    }
}
