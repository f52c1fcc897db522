package chat.maru.log;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteLogStoreTest extends RoomLogContract {
    @TempDir
    Path folder;

    private int stores;

    SqliteOptions options() {
        return new SqliteOptions(true, 16 << 20, 16 << 20, 0);
    }

    @Override
    LogStore fresh() throws IOException {
        return new SqliteLogStore(folder.resolve("store" + ++stores), options(), clock);
    }

    @Override
    LogStore restart(LogStore open) throws IOException {
        open.close();
        return new SqliteLogStore(folder.resolve("store" + stores), options(), clock);
    }

    @Override
    LogStore tiny() throws IOException {
        return new SqliteLogStore(
                folder.resolve("store" + ++stores), new SqliteOptions(true, 16 << 20, 0, 300_000), clock);
    }

    @Override
    boolean durable() {
        return true;
    }
}
