package chat.maru.log;

/** The whole contract once more, each read from Redis: memory would answer most of them. */
class RedisWithoutTailTest extends RedisLogStoreTest {
    @Override
    int tailBytes() {
        return 0;
    }
}
