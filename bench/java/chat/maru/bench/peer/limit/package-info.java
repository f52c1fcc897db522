/** A server that does nothing but what no server can leave out: the limit of the machine. */
@NullMarked
package chat.maru.bench.peer.limit;

import org.jspecify.annotations.NullMarked;
