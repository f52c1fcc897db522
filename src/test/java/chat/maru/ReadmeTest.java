package chat.maru;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines that the README offers for copying do what it says. */
class ReadmeTest {
    private static final String BEGIN = "```java\n// ReadmeTest compiles and runs these lines";
    private static final String END = "```";
    private static final int STATEMENT_LINES_MAX = 10;

    @TempDir
    Path classes;

    @Test
    void theLinesThatEmbedMaruCompileAndRun() throws Exception {
        List<String> lines = lines("README.md");
        compile(source(lines));
        URL[] path = {classes.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader())) {
            loader.loadClass("FromTheReadme").getMethod("run").invoke(null);
        }
    }

    @Test
    void theyAreTenAndTheSameInBothLanguages() throws IOException {
        List<String> lines = lines("README.md");
        assertThat(lines("README.ko.md")).isEqualTo(lines);
        assertThat(lines.stream().filter(line -> !isImport(line) && !line.isBlank()))
                .hasSizeLessThanOrEqualTo(STATEMENT_LINES_MAX);
    }

    private static List<String> lines(String file) throws IOException {
        String readme = Files.readString(Path.of(file));
        int begin = readme.indexOf(BEGIN);
        assertThat(begin).as("the marked block in %s", file).isNotNegative();
        int first = readme.indexOf('\n', begin + BEGIN.length()) + 1;
        return readme.substring(first, readme.indexOf(END, first)).lines().toList();
    }

    private static boolean isImport(String line) {
        return line.startsWith("import ");
    }

    private static String source(List<String> lines) {
        String imports = lines.stream().filter(ReadmeTest::isImport).collect(Collectors.joining("\n"));
        String statements = lines.stream().filter(line -> !isImport(line)).collect(Collectors.joining("\n"));
        return imports + "\nimport static org.junit.jupiter.api.Assertions.assertEquals;\n"
                + "public class FromTheReadme {\npublic static void run() throws Exception {\n" + statements + "\n}\n}";
    }

    private void compile(String source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
        List<String> options =
                List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path"), "-proc:none");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(complaints, null, null)) {
            boolean compiled = compiler.getTask(null, files, complaints, options, null, List.of(new Text(source)))
                    .call();
            assertThat(compiled).as("%s", complaints.getDiagnostics()).isTrue();
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String source;

        Text(String source) {
            super(URI.create("string:///FromTheReadme.java"), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
