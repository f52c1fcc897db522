/**
 * The servers to be measured: each one a {@link chat.maru.bench.Peer} that knows how it is built, set up and started,
 * and the {@link chat.maru.bench.Dialect} that its clients speak.
 */
@NullMarked
package chat.maru.bench.peer;

import org.jspecify.annotations.NullMarked;
