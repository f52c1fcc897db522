package chat.maru.containers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A WAR, unchanged, in an envelope that says its context path. Stateless. */
final class Ear {
    private Ear() {}

    static Path around(Path war, String context, Path directory) throws IOException {
        Path ear = directory.resolve(context.substring(1).replace('/', '-') + ".ear");
        String descriptor = """
                <application xmlns="https://jakarta.ee/xml/ns/jakartaee" version="10">
                  <module><web><web-uri>inside.war</web-uri><context-root>%s</context-root></web></module>
                </application>
                """.formatted(context);
        try (OutputStream file = Files.newOutputStream(ear);
                JarOutputStream jar = new JarOutputStream(file)) {
            jar.putNextEntry(new JarEntry("META-INF/application.xml"));
            jar.write(descriptor.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
            jar.putNextEntry(new JarEntry("inside.war"));
            Files.copy(war, jar);
            jar.closeEntry();
        }
        return ear;
    }
}
