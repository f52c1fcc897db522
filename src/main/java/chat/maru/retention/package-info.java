/** How much history rooms keep, where the rest goes, and the warning before a disk is full. */
@NullMarked
package chat.maru.retention;

import org.jspecify.annotations.NullMarked;
