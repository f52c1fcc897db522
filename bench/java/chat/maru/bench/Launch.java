package chat.maru.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to start. It is up when {@link Peer#readyPath} says so, and is ended by SIGTERM, then SIGKILL, with all of
 * its children, whose processor time and memory count as its own.
 *
 * @param command program and arguments
 * @param environment what is added to the environment
 * @param directory to start in
 */
public record Launch(List<String> command, Map<String, String> environment, Path directory) {}
