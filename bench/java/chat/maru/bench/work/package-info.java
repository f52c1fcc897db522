/** What is measured: how many members in how many rooms, and who says how much when. */
@NullMarked
package chat.maru.bench.work;

import org.jspecify.annotations.NullMarked;
