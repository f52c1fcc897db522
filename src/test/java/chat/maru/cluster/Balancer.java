package chat.maru.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.MaruProcess;
import chat.maru.support.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A real nginx or HAProxy in front of nodes, with the configuration that the manual shows: only its addresses are
 * others. One thread at a time.
 */
final class Balancer implements AutoCloseable {
    /** Which one, and what its configuration has to be changed for here. */
    enum Kind {
        NGINX("nginx", "nginx.conf", "listen 80;", "listen %s;", Kind::nginx),
        HAPROXY("haproxy", "haproxy.cfg", "bind :80", "bind %s", Kind::haproxy);

        private final String program;
        private final String file;
        private final String open;
        private final String openHere;
        private final BiFunction<Path, Path, List<String>> command;

        Kind(String program, String file, String open, String openHere, BiFunction<Path, Path, List<String>> command) {
            this.program = program;
            this.file = file;
            this.open = open;
            this.openHere = openHere;
            this.command = command;
        }

        private static List<String> nginx(Path program, Path configuration) {
            String here = configuration.getParent().toString();
            return List.of(
                    program.toString(),
                    "-p",
                    here,
                    "-c",
                    configuration.toString(),
                    "-g",
                    "daemon off; pid nginx.pid; error_log stderr warn;");
        }

        private static List<String> haproxy(Path program, Path configuration) {
            return List.of(program.toString(), "-db", "-f", configuration.toString());
        }
    }

    private static final Path MANUAL = Path.of("docs", "deploy", "cluster");

    /** Where nginx would keep what it needs root for. */
    private static final String NGINX_FOLDERS = "http {\n    access_log off;\n    client_body_temp_path body;\n"
            + "    proxy_temp_path proxy;\n    fastcgi_temp_path fastcgi;\n"
            + "    uwsgi_temp_path uwsgi;\n    scgi_temp_path scgi;\n";

    private final Program program;
    private final String address;

    private Balancer(Program program, String address) {
        this.program = program;
        this.address = address;
    }

    /** Starts it, and waits until it takes connections. Skips the test where there is none, but not in CI. */
    static Balancer start(Kind kind, Path directory, MaruProcess one, MaruProcess two) throws IOException {
        Path executable = Program.find(kind.program);
        String address = "127.0.0.1:" + freePort();
        String shown = Files.readString(MANUAL.resolve(kind.file));
        String here = replaced(shown, "10.0.0.11:8080", "127.0.0.1:" + one.port());
        here = replaced(here, "10.0.0.12:8080", "127.0.0.1:" + two.port());
        here = replaced(here, kind.open, kind.openHere.formatted(address));
        if (kind == Kind.NGINX) {
            here = replaced(here, "http {\n", NGINX_FOLDERS);
        }
        Path file = Files.writeString(directory.resolve(kind.file), here);
        Program program = Program.start(kind.command.apply(executable, file));
        program.awaitOpen(URI.create("tcp://" + address));
        return new Balancer(program, address);
    }

    private static String replaced(String text, String what, String by) {
        assertThat(text).contains(what);
        return text.replace(what, by);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    URI http(String path) {
        return URI.create("http://" + address + path);
    }

    URI ws(String path) {
        return URI.create("ws://" + address + path);
    }

    /** What browsers call its pages' origin. */
    String origin() {
        return "http://" + address;
    }

    /** What it has said. */
    String output() {
        return program.output();
    }

    @Override
    public void close() {
        program.close();
    }
}
