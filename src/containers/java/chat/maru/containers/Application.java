package chat.maru.containers;

import java.nio.file.Path;

/**
 * What is deployed under a context path.
 *
 * @param war the file, which a server only ever gets a copy of
 * @param probe a path below the context that answers 200 as soon as the application is open, and not before
 */
record Application(Path war, String probe) {
    /** The file that is being tested, as the build made it. */
    static Application maru() {
        Path war = Path.of(System.getProperty("maru.test.war", "target/maru.war"));
        // Not /health/ready: at the root of Payara that is a page of its own.
        return new Application(war.toAbsolutePath(), "/js/page/app.js");
    }
}
