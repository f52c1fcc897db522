/**
 * A client of {@code maru.v1} for tests and bots, over the WebSocket of the JDK. It knows nothing of the server: only
 * the wire, as {@code docs/protocol.md} tells it. Begin at {@link chat.maru.client.MaruClient}.
 */
@NullMarked
package chat.maru.client;

import org.jspecify.annotations.NullMarked;
