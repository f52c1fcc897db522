package chat.maru.standalone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * The three settings that the launcher needs before the web application can read the others: first the system property
 * {@code maru.port}, then the environment variable {@code MARU_PORT}, then the default. Immutable.
 *
 * @param host the name or address to listen on
 * @param port the port to listen on, 0 for any that is free
 * @param data the data directory, absolute
 */
record LaunchSettings(String host, int port, Path data) {
    static final String HOST = "maru.host";
    static final String PORT = "maru.port";
    static final String DATA = "maru.data";

    static final String HOST_DEFAULT = "127.0.0.1";
    static final String PORT_DEFAULT = "8080";
    static final String DATA_DEFAULT = "./maru-data";

    private static final int PORT_MAX = 65_535;

    /** Reads the settings of this process. */
    static LaunchSettings read() throws CannotStart {
        return read(System.getProperties(), System.getenv());
    }

    static LaunchSettings read(Properties properties, Map<String, String> environment) throws CannotStart {
        return new LaunchSettings(
                value(properties, environment, HOST, HOST_DEFAULT),
                port(value(properties, environment, PORT, PORT_DEFAULT)),
                data(value(properties, environment, DATA, DATA_DEFAULT)));
    }

    private static String value(Properties properties, Map<String, String> environment, String name, String ifAbsent)
            throws CannotStart {
        String inEnvironment = name.toUpperCase(Locale.ROOT).replace('.', '_');
        String value = properties.getProperty(name, environment.getOrDefault(inEnvironment, ifAbsent));
        if (value.isBlank()) {
            throw new CannotStart(name + " is set, but empty");
        }
        return value.strip();
    }

    private static int port(String value) throws CannotStart {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= PORT_MAX) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below, in the same words as for a number out of range.
        }
        throw new CannotStart(PORT + " must be a whole number from 0 to " + PORT_MAX + ", not '" + value + "'");
    }

    private static Path data(String value) throws CannotStart {
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new CannotStart(DATA + " is not a path: '" + value + "'");
        }
    }
}
