/**
 * DECODE and ENCODE: the words of both wires, and nothing else. No state, no I/O, no WebSocket.
 *
 * <p>{@link chat.maru.protocol.JsonText} turns text into JSON within limits, {@link chat.maru.protocol.PlainWire} and
 * {@link chat.maru.protocol.MaruV1} turn JSON into a {@link chat.maru.protocol.ClientFrame} and entries and
 * {@link chat.maru.protocol.ServerFrame}s into text. What is wrong becomes a {@link chat.maru.protocol.Refusal}: a
 * value that names the rule, never an exception that leaves this package.
 */
@NullMarked
package chat.maru.protocol;

import org.jspecify.annotations.NullMarked;
