/**
 * LOG: the truth. A room is an append-only sequence of entries at positions 1, 2, 3, … without holes.
 *
 * <p>{@link chat.maru.log.LogStore} opens rooms, {@link chat.maru.log.RoomLog} is the contract in numbered MUSTs, and
 * each engine is a store of its own: {@link chat.maru.log.MemoryLogStore} forgets, {@link chat.maru.log.SqliteLogStore}
 * does not, {@link chat.maru.log.RedisLogStore} is shared by many nodes. The log hands messages to nobody: it says "I
 * grew", and whoever reads, reads on from its own position. What is no history does not come here: nodes that share a
 * store tell it each other through {@link chat.maru.log.Neighbours}.
 *
 * <p>This package imports the JDK only. A store's client library is named only in the classes that bear its name.
 */
@NullMarked
package chat.maru.log;

import org.jspecify.annotations.NullMarked;
