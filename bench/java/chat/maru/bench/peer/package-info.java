/** The servers that are measured, each with how it is started and how it is talked to. */
@NullMarked
package chat.maru.bench.peer;

import org.jspecify.annotations.NullMarked;
