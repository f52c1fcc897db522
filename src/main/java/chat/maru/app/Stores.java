package chat.maru.app;

import chat.maru.log.DirectoryInUse;
import chat.maru.log.LogStore;
import chat.maru.log.MemoryLogStore;
import chat.maru.log.RedisAddress;
import chat.maru.log.RedisLogStore;
import chat.maru.log.RedisOptions;
import chat.maru.log.SqliteLogStore;
import chat.maru.log.SqliteOptions;
import chat.maru.retention.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/** Opens the store that the settings name. Stateless. */
public final class Stores {
    /** The build's own switch for the proof that the fsync check can fail; not a setting. */
    private static final String TEST_SYNCHRONOUS = "maru.test.synchronous";

    /** How long Redis may take to answer before what waits for it is unknown. */
    private static final int REDIS_TIMEOUT_MILLIS = 3_000;

    private Stores() {}

    /**
     * Opens it.
     *
     * @param data where it lives when nobody set {@code maru.data}
     */
    public static LogStore open(Settings settings, Path data) {
        String engine = settings.text(StoreSetting.LOG);
        return switch (engine) {
            case "sqlite:" -> sqlite(settings, data.toAbsolutePath().normalize());
            case "memory:" ->
                new MemoryLogStore(
                        Math.toIntExact(settings.number(StoreSetting.MEMORY_ENTRIES)),
                        settings.number(StoreSetting.MEMORY_BYTES),
                        Clock.systemUTC());
            default -> {
                if (isRedis(engine)) {
                    yield redis(settings, engine);
                }
                throw new SettingException(
                        "maru.log is \"" + engine + "\"; it must be sqlite:, memory:, redis://…, redis-sentinel://… or"
                                + " redis-cluster://…, with rediss for TLS.");
            }
        };
    }

    /** What the settings name, as it may be told: without a password. */
    static String name(Settings settings) {
        String engine = settings.text(StoreSetting.LOG);
        return isRedis(engine) ? address(engine).toString() : engine;
    }

    /** The archive that the settings name, if they do. */
    static Optional<Archive> archive(Settings settings) {
        String folder = settings.text(StoreSetting.ARCHIVE);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        if (settings.allowance().isUnbounded()) {
            throw new SettingException("maru.archive is set, but rooms keep everything. Set maru.keepHoursMax,"
                    + " maru.keepEntriesPerRoomMax or maru.keepBytesPerRoomMax too, or take it away.");
        }
        if (folder.equals(settings.text(StoreSetting.DATA))) {
            throw new SettingException("maru.archive is the directory of maru.data. Set it to one of its own.");
        }
        try {
            return Optional.of(new Archive(Path.of(folder).toAbsolutePath().normalize()));
        } catch (InvalidPathException | IOException e) {
            throw new SettingException("maru.archive is \"" + folder + "\", which cannot be used: " + e.getMessage()
                    + ". Set it to a directory that Maru may write to.");
        }
    }

    private static boolean isRedis(String engine) {
        return engine.startsWith("redis");
    }

    private static RedisAddress address(String engine) {
        try {
            return RedisAddress.parse(engine);
        } catch (IllegalArgumentException e) {
            throw new SettingException("maru.log begins with redis, but " + e.getMessage()
                    + "; it must be like redis://:password@host:6379/0, redis-sentinel://:password@host,host/name or"
                    + " redis-cluster://:password@host,host, with rediss for TLS.");
        }
    }

    private static LogStore redis(Settings settings, String engine) {
        RedisAddress address = address(engine);
        RedisOptions options = new RedisOptions(
                address,
                durability(settings.text(StoreSetting.REDIS_DURABILITY)),
                settings.number(StoreSetting.APPEND_QUEUE_BYTES),
                settings.number(StoreSetting.TAIL_BYTES),
                Math.toIntExact(settings.number(StoreSetting.REDIS_CHECK)),
                REDIS_TIMEOUT_MILLIS);
        try {
            return new RedisLogStore(options, Clock.systemUTC());
        } catch (IOException e) {
            throw new SettingException("Maru cannot keep rooms in Redis at " + address + ": " + e.getMessage());
        }
    }

    private static LogStore.Durability durability(String word) {
        for (LogStore.Durability durability : LogStore.Durability.values()) {
            if (durability.name().toLowerCase(Locale.ROOT).equals(word)) {
                return durability;
            }
        }
        throw new SettingException("maru.redisDurability is \"" + word + "\"; it must be disk, os or memory.");
    }

    private static LogStore sqlite(Settings settings, Path data) {
        SqliteOptions options = new SqliteOptions(
                !"off".equals(System.getProperty(TEST_SYNCHRONOUS)),
                Math.toIntExact(settings.number(StoreSetting.APPEND_QUEUE_BYTES)),
                Math.toIntExact(settings.number(StoreSetting.TAIL_BYTES)),
                settings.number(StoreSetting.STORE_BYTES));
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
