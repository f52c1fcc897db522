package chat.maru.endpoint;

import java.util.concurrent.Executor;

/**
 * The threads that connections run on. Immutable; owned by the composition root, which starts and stops them.
 *
 * @param fanOut few, one for each core: drain loops and joins; never blocked by a socket or a disk
 * @param io as many as are needed, within a bound: what a container may block in
 */
public record Threads(Executor fanOut, Executor io) {}
