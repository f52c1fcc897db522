/**
 * ROOM: who is together, and who reads on from where. Plain Java: no socket, no JSON.
 *
 * <p>{@link chat.maru.room.Rooms} opens a {@link chat.maru.room.Room} when the first member joins and retires it when
 * the last has left. When the room's log grows, {@link chat.maru.room.FanOut} wakes every
 * {@link chat.maru.room.Member}; each reads on from its own {@link chat.maru.room.Cursor} when its socket is free.
 * Nobody is handed a message.
 */
@NullMarked
package chat.maru.room;

import org.jspecify.annotations.NullMarked;
