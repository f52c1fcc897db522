package chat.maru.http;

import chat.maru.log.Receipt;
import chat.maru.protocol.Problem;
import chat.maru.room.RoomName;
import chat.maru.room.Rooms;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Changes the server's own state for an administrator, and answers when the change is in force. Thread-safe. */
record ServerState(Rooms rooms) {
    /** Sets a key, or with an empty value removes it; then answers {@code done}. */
    CompletionStage<HookReply> set(Caller caller, String key, String value, HookReply done) {
        String id = UUID.randomUUID().toString();
        return rooms.visit(
                        RoomName.SERVER,
                        caller.who(),
                        caller.arrival().address(),
                        server -> rooms.moderation().administer(server, id, key, value))
                .thenApply(receipt -> receipt instanceof Receipt.Stored
                        ? done
                        : HookReply.of(new Problem(
                                503,
                                "Service Unavailable",
                                "busy",
                                "The server cannot store this just now; look whether it is there, and try again.")));
    }
}
