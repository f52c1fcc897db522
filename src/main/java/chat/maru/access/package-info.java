/** Who is there, and may they be. Plain values and rules; nothing here knows a socket, a servlet or a Principal. */
@NullMarked
package chat.maru.access;

import org.jspecify.annotations.NullMarked;
