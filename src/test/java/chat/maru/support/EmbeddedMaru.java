package chat.maru.support;

import chat.maru.app.Maru;
import chat.maru.app.Settings;
import chat.maru.app.Stores;
import chat.maru.log.LogStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

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

    @Override
    public void close() {
        maru.close();
        server.close();
    }
}
