/**
 * SOCKET: the only package that holds a WebSocket {@code Session}.
 *
 * <p>{@link chat.maru.endpoint.ChatEndpoint} is what the container finds, {@link chat.maru.endpoint.AliasEndpoint} the
 * same under the other paths. Both pass what happens to a {@link chat.maru.endpoint.Connection}, which obeys frames and
 * is a member of its room; its {@link chat.maru.endpoint.Sender} writes, one send in flight.
 *
 * <p>Threads: container threads parse and hand off, and are never blocked. Drain loops run on the fan-out threads. What
 * a container may block in (ping, close) runs on the I/O threads. {@link chat.maru.endpoint.Watch} has one thread,
 * which cuts off who does not read, answer or say hello. No lock is held while sending or appending.
 */
@NullMarked
package chat.maru.endpoint;

import org.jspecify.annotations.NullMarked;
