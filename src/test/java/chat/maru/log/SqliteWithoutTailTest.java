package chat.maru.log;

/** The whole contract once more, each read from disk: memory would answer most of them. */
class SqliteWithoutTailTest extends SqliteLogStoreTest {
    @Override
    SqliteOptions options() {
        return new SqliteOptions(true, 16 << 20, 0, 0);
    }
}
