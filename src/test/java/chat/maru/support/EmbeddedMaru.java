package chat.maru.support;

import chat.maru.access.Arrival;
import chat.maru.access.Claim;
import chat.maru.access.Identity;
import chat.maru.app.Maru;
import chat.maru.app.Settings;
import chat.maru.app.Stores;
import chat.maru.log.LogStore;
import chat.maru.room.Admission;
import chat.maru.room.RoomName;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A whole Maru in this JVM: the composition root that the WAR uses, behind Tyrus. One at a time. */
public final class EmbeddedMaru implements AutoCloseable {
    private final Maru maru;
    private final TyrusServer server;

    private EmbeddedMaru(Maru maru) throws Exception {
        this.maru = maru;
        this.server = TyrusServer.start();
    }

    /** On SQLite in {@code data}, with settings such as {@code "maru.heartbeatMs", "100"}. */
    public static EmbeddedMaru start(Path data, String... settings) throws Exception {
        Settings read = settings(settings);
        return start(Stores.open(read, data), settings);
    }

    /** On a store of the test's own. */
    public static EmbeddedMaru start(LogStore store, String... settings) throws Exception {
        return new EmbeddedMaru(Maru.start(settings(settings), store));
    }

    private static Settings settings(String... settings) {
        Map<String, String> parameters = new HashMap<>(Unhurried.settings());
        for (int i = 0; i < settings.length; i += 2) {
            parameters.put(settings[i], settings[i + 1]);
        }
        return Settings.read(parameters, Map.of(), Map.of());
    }

    public Maru maru() {
        return maru;
    }

    /** Where a room is, for example {@code uri("/chat/lobby")}. */
    public URI uri(String path) {
        return URI.create(server.uri() + path);
    }

    /** Whom a claim names, as this server knows it. */
    public Identity who(Claim claim) {
        return maru.entrance()
                .identities()
                .identify(new Arrival("", true, null, null, Set.of(), null, false, true, ""), claim)
                .toCompletableFuture()
                .join()
                .who();
    }

    /** The same for the bearer of a token. */
    public Identity who(String token) {
        return who(new Claim(token, null, null));
    }

    /** Somebody at a room, past every wire. */
    public <T> T visit(RoomName room, Identity who, Function<Admission, CompletionStage<T>> visit) {
        return maru.rooms().visit(room, who, "", visit).toCompletableFuture().join();
    }

    /** Changes a key of the server's own state, as an administrator may. */
    public void administer(Identity who, String key, String value) {
        visit(RoomName.SERVER, who, server -> maru.rooms().moderation().administer(server, key, key, value));
    }

    @Override
    public void close() {
        maru.close();
        server.close();
    }
}
