package chat.maru.containers;

import chat.maru.containers.neighbour.Logout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * A Maru behind the container's login, made as {@code docs/deploy/login.md} says: a copy of the WAR to which the files
 * of {@code docs/deploy/login} are added. Stateless.
 */
final class Company {
    /** So that members are not of this machine, where guests would be welcome too. */
    private static final String PROXY =
            "<context-param><param-name>maru.proxies</param-name><param-value>127.0.0.1</param-value></context-param>";

    private static final String FIRST_SETTING = "<context-param>";

    private Company() {}

    static Application pack(Server server) throws IOException {
        Path directory = server.directory();
        Path added = directory.resolve("login");
        copy(Manual.PAGES.resolve("login"), added);
        Path descriptor = added.resolve("WEB-INF/web.xml");
        String behindProxy = Files.readString(descriptor).replaceFirst(FIRST_SETTING, PROXY + FIRST_SETTING);
        Files.writeString(descriptor, server.webXml(behindProxy));
        addLogout(added);
        Path war = Files.copy(Application.maru().war(), directory.resolve("company.war"));
        int status = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--update", "--file", war.toString(), "-C", added.toString(), ".");
        if (status != 0) {
            throw new IOException("jar ended with " + status);
        }
        return new Application(war, "/health/live");
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path copy = to.resolve(from.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }

    private static void addLogout(Path added) throws IOException {
        String name = Logout.class.getName().replace('.', '/') + ".class";
        Path file = added.resolve("WEB-INF/classes").resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream bytes = Logout.class.getClassLoader().getResourceAsStream(name)) {
            Files.copy(bytes, file);
        }
    }
}
