package chat.maru.app;

import chat.maru.log.DirectoryInUse;
import chat.maru.log.LogStore;
import chat.maru.log.MemoryLogStore;
import chat.maru.log.SqliteLogStore;
import chat.maru.log.SqliteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Opens the store that the settings name. Stateless. */
public final class Stores {
    /** The build's own switch for the proof that the fsync check can fail; not a setting. */
    private static final String TEST_SYNCHRONOUS = "maru.test.synchronous";

    private Stores() {}

    /**
     * Opens it.
     *
     * @param data where it lives when nobody set {@code maru.data}
     */
    public static LogStore open(Settings settings, Path data) {
        String engine = settings.text(Setting.LOG);
        return switch (engine) {
            case "sqlite:" -> sqlite(settings, data.toAbsolutePath().normalize());
            case "memory:" ->
                new MemoryLogStore(
                        Math.toIntExact(settings.number(Setting.MEMORY_ENTRIES)),
                        settings.number(Setting.MEMORY_BYTES),
                        Clock.systemUTC());
            default -> throw new SettingException("maru.log is \"" + engine + "\"; it must be sqlite: or memory:.");
        };
    }

    private static LogStore sqlite(Settings settings, Path data) {
        SqliteOptions options = new SqliteOptions(
                !"off".equals(System.getProperty(TEST_SYNCHRONOUS)),
                Math.toIntExact(settings.number(Setting.APPEND_QUEUE_BYTES)),
                Math.toIntExact(settings.number(Setting.TAIL_BYTES)),
                settings.number(Setting.STORE_BYTES));
        try {
            Files.createDirectories(data);
            return new SqliteLogStore(data, options, Clock.systemUTC());
        } catch (DirectoryInUse e) {
            throw new SettingException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new SettingException("Maru cannot keep its data in " + data + ": " + e.getMessage()
                    + ". Set maru.data to a directory that it may write to.");
        }
    }
}
