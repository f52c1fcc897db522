/** Outgoing webhooks: the server reads rooms on and tells others, and what they may point at. */
@NullMarked
package chat.maru.hook;

import org.jspecify.annotations.NullMarked;
