package chat.maru.containers;

import chat.maru.containers.neighbour.Echo;
import chat.maru.containers.neighbour.Info;
import chat.maru.support.RawHttp;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** An application of somebody else in the same server, with a WebSocket endpoint of its own. Stateless. */
final class Neighbour {
    static final String CONTEXT = "/neighbour";

    private Neighbour() {}

    /** Packs it, from two classes of the suite. */
    static Application pack(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path war = directory.resolve("neighbour.war");
        try (OutputStream file = Files.newOutputStream(war);
                JarOutputStream jar = new JarOutputStream(file)) {
            for (Class<?> type : new Class<?>[] {Echo.class, Info.class}) {
                String name = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry("WEB-INF/classes/" + name));
                try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
                    bytes.transferTo(jar);
                }
                jar.closeEntry();
            }
        }
        return new Application(war, "/info");
    }

    /** What the server calls itself to its applications. */
    static String serverInfo(Server server) throws IOException {
        return RawHttp.get(server.http("/", ""), CONTEXT + "/info").body().strip();
    }
}
