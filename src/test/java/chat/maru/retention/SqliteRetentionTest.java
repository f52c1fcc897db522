package chat.maru.retention;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.Fullness;
import chat.maru.log.LogStore;
import chat.maru.log.SqliteLogStore;
import chat.maru.log.SqliteOptions;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class SqliteRetentionTest extends ArchiveTroubleContract {
    @Override
    LogStore fresh() throws IOException {
        return new SqliteLogStore(folder.resolve("data"), SqliteOptions.defaults(), clock);
    }

    @Override
    LogStore small() throws IOException {
        return new SqliteLogStore(folder.resolve("small"), new SqliteOptions(true, 16 << 20, 0, 400_000), clock);
    }

    @Test
    void withoutABoundItIsTheDiskThatIsLookedAt() throws Exception {
        Fullness fullness = Stages.await(store.fullness()).orElseThrow();
        assertThat(fullness.what()).isEqualTo("the disk of maru.data");
        assertThat(fullness.maxBytes()).isBetween(1L, Files.getFileStore(folder).getTotalSpace());
        assertThat(fullness.usedBytes()).isBetween(0L, fullness.maxBytes());
    }
}
