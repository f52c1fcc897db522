/**
 * The composition root: reads the settings, wires store, rooms, connections and servlets, and takes them apart again in
 * reverse order. The only package that sees all the others.
 */
@NullMarked
package chat.maru.app;

import org.jspecify.annotations.NullMarked;
