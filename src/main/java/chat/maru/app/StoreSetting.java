package chat.maru.app;

/** Where rooms are kept, and how much of them. Immutable. */
@SuppressWarnings("ImmutableEnumChecker") // A record of texts and numbers is.
public enum StoreSetting implements Setting {
    DATA(
            "maru.data",
            "maru-data",
            "Directory of the database; one process at a time may use it. Inside a container the default is"
                    + " `maru-data/<context>` under its working directory."),
    LOG(
            "maru.log",
            "sqlite:",
            "Where rooms are kept: `sqlite:` (in `maru.data`, fsynced before every ack), `memory:` (forgets), or, for"
                    + " many nodes, `redis://user:password@host:port/0`, `redis-sentinel://host,host/name` or"
                    + " `redis-cluster://host,host`; `rediss` for TLS."),
    REDIS_DURABILITY(
            "maru.redisDurability",
            "disk",
            "What Redis must promise of an ack: `disk` (appendonly yes, appendfsync always), `os` (appendonly yes), or"
                    + " `memory`; Maru does not start with one that promises less."),
    REDIS_CHECK("maru.redisCheckMs", 1_000, 50, 60_000, "How late another node's lost wake-up is at most, in ms."),
    APPEND_QUEUE_BYTES(
            "maru.appendQueueBytesMax",
            16 << 20,
            1 << 16,
            1 << 30,
            "Messages that wait for the disk, in bytes of heap; beyond it publishing is refused `busy`."),
    TAIL_BYTES(
            "maru.tailBytesMax",
            32 << 20,
            1 << 16,
            1 << 30,
            "The newest entries of live rooms kept in memory, in bytes of heap."),
    STORE_BYTES(
            "maru.storeBytesMax",
            0,
            0,
            Long.MAX_VALUE,
            "The database, in bytes; beyond it publishing is refused `storeFull`. 0: as much as the disk holds."),
    KEEP_ENTRIES(
            "maru.keepEntriesPerRoomMax",
            0,
            0,
            Long.MAX_VALUE,
            "Entries that a room keeps; older ones are dropped, or moved to `maru.archive`. 0: all."),
    KEEP_HOURS(
            "maru.keepHoursMax",
            0,
            0,
            1_000_000,
            "How long a room keeps an entry, in hours, such as 720 for thirty days. 0: for good."),
    KEEP_BYTES(
            "maru.keepBytesPerRoomMax",
            0,
            0,
            Long.MAX_VALUE,
            "What the entries of a room may weigh, in bytes: 256 for each, and two for each character. 0: no bound."),
    ARCHIVE(
            "maru.archive",
            "",
            "Directory to which entries are moved that a room keeps no longer, as lines of JSON that can be imported"
                    + " again; nodes that share Redis have to share it. Empty: they are dropped."),
    MEMORY_ENTRIES("maru.memoryEntriesPerRoomMax", 10_000, 1, 10_000_000, "Entries that `memory:` keeps of one room."),
    MEMORY_BYTES(
            "maru.memoryBytesMax",
            256L << 20,
            1 << 16,
            1L << 40,
            "All entries that `memory:` keeps, in bytes of heap.");

    private final Definition definition;

    StoreSetting(String key, String defaultText, String meaning) {
        definition = new Definition(key, defaultText, 0, -1, meaning);
    }

    StoreSetting(String key, long defaultNumber, long min, long max, String meaning) {
        definition = new Definition(key, Long.toString(defaultNumber), min, max, meaning);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
