/** The load generator: one thread, many WebSocket connections, and a check of every byte that they are sent. */
@NullMarked
package chat.maru.bench.load;

import org.jspecify.annotations.NullMarked;
