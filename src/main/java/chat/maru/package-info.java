/**
 * Maru: a room is an append-only log, a member is a cursor over it.
 *
 * <p>The path of a message is the layout. It is the same for whoever is in the room, the speaker included:
 *
 * <pre>
 *   a client's socket                                            every member's socket
 *         |                                                                ^
 *   1  SOCKET   ChatEndpoint, Visit                         SOCKET   Sender             10
 *         |                                                                |
 *   2  DECODE   FrameDecoder, Wire                          ENCODE   Batches, Wire       9
 *         |                                                                |
 *   3  OBEY     Connection, Conversation .. receipt ....> Replies, ack     |
 *         |                                                                |
 *   4  ROOM     Admission, Room                             CURSOR   Cursor              8
 *         |                                                                |
 *   5  LOG      RoomLog.append                              WAKE     FanOut, Member      7
 *         |                                                                ^
 *   6  COMMIT   one transaction, one fsync, for all that wait ---> "I grew"
 * </pre>
 *
 * <ol>
 *   <li>{@link chat.maru.endpoint.ChatEndpoint} (or {@link chat.maru.endpoint.AliasEndpoint}, under the other paths) is
 *       what the container calls; {@link chat.maru.endpoint.Visit} lets nothing thrown back to it.
 *   <li>{@link chat.maru.endpoint.FrameDecoder} parses the text, a {@link chat.maru.protocol.Wire} makes it a
 *       {@link chat.maru.protocol.ClientFrame}, or names the rule that it broke.
 *   <li>{@link chat.maru.endpoint.Connection} lets frames wait for the join, {@link chat.maru.endpoint.Conversation}
 *       obeys them: it knows who speaks, and bounds what is in flight.
 *   <li>{@link chat.maru.room.Admission} asks whether that is allowed here, {@link chat.maru.room.Room} publishes,
 *       which is nothing but appending.
 *   <li>{@link chat.maru.log.RoomLog} takes the {@link chat.maru.log.Draft} and queues it, or refuses it.
 *   <li>{@link chat.maru.log.SqliteLogStore} commits: an {@link chat.maru.log.Entry} with the next position. Only then
 *       can it be read, and only then does anybody hear of it.
 *   <li>{@link chat.maru.room.FanOut} wakes every {@link chat.maru.room.Member}. The wake-up carries nothing.
 *   <li>{@link chat.maru.room.Cursor} takes everything after its own place, as soon as its socket is free.
 *   <li>{@link chat.maru.endpoint.Batches} encodes it once for all members that are equally far.
 *   <li>{@link chat.maru.endpoint.Sender} writes, with one send in flight. A member that does not read is a cursor that
 *       lags: it holds no queue, and delays nobody.
 * </ol>
 *
 * <p>Beside the path: {@link chat.maru.access} says who may be there, {@link chat.maru.http} stands in front of every
 * request, {@link chat.maru.retention} trims what rooms may not keep, {@link chat.maru.app} wires all of it,
 * {@link chat.maru.standalone} serves the WAR without a container. Imports run one way: app, then endpoint and http,
 * then protocol, room and access (which room asks), then log, then the JDK.
 */
@org.jspecify.annotations.NullMarked
package chat.maru;
