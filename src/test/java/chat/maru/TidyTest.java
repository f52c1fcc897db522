package chat.maru;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What a reader can hold at once, checked: lines of a file, lines of a method, and nothing left for later. */
class TidyTest {
    private static final int FILE_LINES_MAX = 300;
    private static final int METHOD_LINES_MAX = 40;
    private static final int COLUMNS_MAX = 120;
    private static final List<String> ROOTS = List.of("src", "webapp", "examples", "bench", ".ci");
    private static final List<String> LEFT_OVER = List.of(
            "TO" + "DO",
            "FIX" + "ME",
            "X" + "XX",
            "@Dis" + "abled",
            "Thread.sle" + "ep(",
            "/wo" + "rk/",
            "/ro" + "ot/");

    @Test
    void everyFileFitsIntoAnEvening() throws IOException {
        assertThat(sources(".java", ".js", ".css", ".html")
                        .filter(file -> lines(file).size() > FILE_LINES_MAX))
                .isEmpty();
    }

    @Test
    void everyLineFitsTheScreen() throws IOException {
        assertThat(sources(".java", ".js", ".css")
                        .filter(file -> lines(file).stream()
                                .anyMatch(line -> line.codePointCount(0, line.length()) > COLUMNS_MAX)))
                .isEmpty();
    }

    @Test
    void nothingIsLeftForLaterAndNoPathOfOneMachineIsNamed() throws IOException {
        assertThat(sources(".java", ".js", ".css", ".html", ".sh")
                        .filter(file -> lines(file).stream()
                                .anyMatch(line -> LEFT_OVER.stream().anyMatch(line::contains))))
                .isEmpty();
    }

    @Test
    void everyMethodFitsTheEye() throws IOException {
        List<String> tooLong = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    null,
                    null,
                    files.getJavaFileObjectsFromPaths(sources(".java").toList()));
            for (CompilationUnitTree unit : task.parse()) {
                new MethodLines(unit, Trees.instance(task).getSourcePositions(), tooLong).scan(unit, null);
            }
        }
        assertThat(tooLong).isEmpty();
    }

    private static Stream<Path> sources(String... endings) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String root : ROOTS) {
            if (Files.exists(Path.of(root))) {
                try (Stream<Path> files = Files.walk(Path.of(root))) {
                    files.filter(Files::isRegularFile)
                            .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                            .forEach(found::add);
                }
            }
        }
        return found.stream();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    private static final class MethodLines extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> tooLong;

        MethodLines(CompilationUnitTree unit, SourcePositions positions, List<String> tooLong) {
            this.unit = unit;
            this.positions = positions;
            this.tooLong = tooLong;
        }

        @Override
        public Void visitMethod(MethodTree method, Void none) {
            LineMap map = unit.getLineMap();
            long start = map.getLineNumber(positions.getStartPosition(unit, method));
            long end = map.getLineNumber(Math.max(0, positions.getEndPosition(unit, method)));
            if (end - start + 1 > METHOD_LINES_MAX) {
                tooLong.add(unit.getSourceFile().getName() + ": " + method.getName() + " has " + (end - start + 1));
            }
            return super.visitMethod(method, none);
        }
    }
}
