/**
 * The measuring of Maru and of its peers: what starts them, what loads them, what counts. It is compiled by profile
 * {@code bench} only and is in no WAR. {@code bench/run} starts it.
 *
 * <p>The way of a measurement: {@link chat.maru.bench.Peer} says how a server is started, and its
 * {@link chat.maru.bench.Dialect} how it is talked to.
 */
@NullMarked
package chat.maru.bench;

import org.jspecify.annotations.NullMarked;
