package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    private static final int STARTERS = 8;
    private static final int ROUNDS = 10;
    private static final int CONTENT_CHARS = 100_000;

    @TempDir
    Path temp;

    @Test
    void theServersJarsAreApartFromWhatIsServedAndTheLauncherIsInNeither() throws Exception {
        RunDirectory directory = directory("a");
        directory.fill();
        assertThat(directory.serverJars()).containsExactly(directory.path().resolve("server/tomcat.jar"));
        assertThat(files(directory.webapp())).containsExactly("WEB-INF/classes/A.class", "index.html");
    }

    @Test
    void theSameContentHasTheSameDirectoryAndAnotherContentAnother() throws Exception {
        Path first = directory("a").path();
        assertThat(directory("a").path()).isEqualTo(first);
        assertThat(directory("b").path()).isNotEqualTo(first);
    }

    @Test
    void aFileThatLostItsBytesIsUnpackedAgainAndAWholeOneIsKept() throws Exception {
        RunDirectory directory = directory("a");
        directory.fill();
        Path page = directory.webapp().resolve("index.html");
        Path jar = directory.path().resolve("server/tomcat.jar");
        Object kept = Files.readAttributes(jar, "unix:ino").get("ino");
        Files.write(page, new byte[0]);
        directory.fill();
        assertThat(page).hasContent("page a");
        assertThat(Files.readAttributes(jar, "unix:ino").get("ino")).isEqualTo(kept);
    }

    @Test
    void manyThatStartAtOnceLeaveWholeFilesAndNothingElse() throws Exception {
        ExecutorService starters = Executors.newFixedThreadPool(STARTERS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                RunDirectory directory = directory("a".repeat(CONTENT_CHARS) + round);
                startAtOnce(starters, directory);
                assertThat(files(directory.path()))
                        .containsExactly("server/tomcat.jar", "webapp/WEB-INF/classes/A.class", "webapp/index.html");
                assertThat(directory.webapp().resolve("index.html")).hasSize("page ".length() + CONTENT_CHARS + 1);
            }
        } finally {
            starters.shutdownNow();
        }
    }

    @Test
    void whatOtherVersionsLeftIsDeletedAndStrangersAreNot() throws Exception {
        RunDirectory old = directory("a");
        RunDirectory now = directory("b");
        old.fill();
        now.fill();
        Path stranger = Files.createDirectory(now.path().resolveSibling("mine"));
        RunDirectory.deleteOthers(now.path());
        assertThat(old.path()).doesNotExist();
        assertThat(stranger).exists();
        assertThat(now.webapp().resolve("index.html")).exists();
    }

    @Test
    void anEntryThatPointsOutsideIsRefused() throws Exception {
        Path war = temp.resolve("evil.war");
        write(war, List.of("../../outside.txt"), "x");
        RunDirectory directory = RunDirectory.of(war, temp.resolve("data"));
        assertThatThrownBy(directory::fill).isInstanceOf(IOException.class).hasMessageContaining("outside");
        assertThat(files(temp)).containsExactly("evil.war");
    }

    private static void startAtOnce(ExecutorService starters, RunDirectory directory) throws Exception {
        CyclicBarrier together = new CyclicBarrier(STARTERS);
        Callable<Void> fill = () -> {
            together.await();
            directory.fill();
            return null;
        };
        for (Future<Void> done : starters.invokeAll(Collections.nCopies(STARTERS, fill))) {
            done.get();
        }
    }

    private RunDirectory directory(String content) throws Exception {
        Path war = temp.resolve("maru.war");
        write(
                war,
                List.of(
                        "index.html",
                        "WEB-INF/classes/A.class",
                        "WEB-INF/server/tomcat.jar",
                        "chat/maru/standalone/Main.class"),
                "page " + content);
        return RunDirectory.of(war, temp.resolve("data"));
    }

    private static void write(Path war, List<String> names, String content) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(content.getBytes());
            }
        }
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }
}
