/** Maru. */
@org.jspecify.annotations.NullMarked
package chat.maru;
