/**
 * The page about the measurements, made from what the works wrote: {@code bench/run report}. Nothing here measures; the
 * same results make the same page, byte for byte.
 */
@NullMarked
package chat.maru.bench.report;

import org.jspecify.annotations.NullMarked;
