/** The servlet side: the filter that stands in front of everything, WebSocket handshakes included, and health. */
@NullMarked
package chat.maru.http;

import org.jspecify.annotations.NullMarked;
