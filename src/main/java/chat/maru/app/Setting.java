package chat.maru.app;

import chat.maru.protocol.Limits;
import java.util.Locale;

/** Every setting: its name, its default, its bounds and what it means. {@code docs/settings.md} is made from this. */
public enum Setting {
    HOST(
            "maru.host",
            "127.0.0.1",
            "Address that the runnable WAR listens on. A container listens as it is told itself."),
    PORT("maru.port", "8080", "Port that the runnable WAR listens on; 0 takes any free one."),
    DATA(
            "maru.data",
            "maru-data",
            "Directory of the database; one process at a time may use it. Inside a container the default is"
                    + " `maru-data/<context>` under its working directory."),
    LOG(
            "maru.log",
            "sqlite:",
            "Where rooms are kept: `sqlite:` (in `maru.data`, fsynced before every ack) or `memory:` (forgets)."),
    GUESTS("maru.guests", "false", "`true` welcomes guests from everywhere, `false` from this machine only."),
    ORIGINS(
            "maru.origins",
            "",
            "Origins of pages that may use this server beside its own and embed its rooms (`<maru-room>`), separated by"
                    + " commas, such as `https://www.example.com`."),
    MODERATORS(
            "maru.moderators",
            "",
            "Ids of members who may delete what others said and set a room's state, separated by commas, such as"
                    + " `g:4yVbTTm1Qe8nZQfM`; a member's id stands in its welcome."),
    TEXT_CODE_POINTS("maru.textCodePointsMax", Limits.DEFAULT.textCodePointsMax(), 1, 65_536, "Text, in code points."),
    TEXT_BYTES("maru.textBytesMax", Limits.DEFAULT.textBytesMax(), 1, 262_144, "Text, in UTF-8 bytes."),
    NAME_CODE_POINTS(
            "maru.nameCodePointsMax", Limits.DEFAULT.nameCodePointsMax(), 1, 256, "A guest's name, in code points."),
    FRAME_BYTES(
            "maru.frameBytesMax",
            Limits.DEFAULT.frameBytesMax(),
            1_024,
            Limits.FRAME_BYTES_CEILING,
            "An inbound frame, in UTF-8 bytes; beyond it the connection is closed with 1009."),
    OUTBOUND_BYTES(
            "maru.outboundBytesMax",
            Limits.DEFAULT.outboundBytesMax(),
            4_096,
            1 << 20,
            "An outbound frame, in UTF-8 bytes."),
    OUTBOUND_OBJECTS(
            "maru.outboundObjectsMax", Limits.DEFAULT.outboundObjectsMax(), 1, 4_096, "Objects in one outbound frame."),
    HISTORY("maru.historyMax", Limits.DEFAULT.historyMax(), 1, 1_000, "Messages in one page of history."),
    IN_FLIGHT(
            "maru.inFlightMax",
            Limits.DEFAULT.inFlightMax(),
            1,
            4_096,
            "Commands of one connection that wait for an answer."),
    REPLIES("maru.repliesMax", Limits.DEFAULT.repliesMax(), 16, 65_536, "Answers that wait for one client's socket."),
    REPLY_BYTES("maru.replyBytesMax", Limits.DEFAULT.replyBytesMax(), 4_096, 1 << 24, "The same, in characters."),
    REFUSALS(
            "maru.refusalsMax",
            Limits.DEFAULT.refusalsMax(),
            1,
            1_000_000,
            "Refusals in a row after which the connection is closed with 4029."),
    HEARTBEAT(
            "maru.heartbeatMs", Limits.DEFAULT.heartbeatMs(), 50, 300_000, "Time between two pings, in milliseconds."),
    SEND_TIMEOUT(
            "maru.sendTimeoutMs",
            Limits.DEFAULT.sendTimeoutMs(),
            50,
            3_600_000,
            "How long one send may make no progress before the client is cut off, in milliseconds."),
    HELLO_TIMEOUT(
            "maru.helloTimeoutMs",
            Limits.DEFAULT.helloTimeoutMs(),
            50,
            300_000,
            "How long a `maru.v1` connection may take to say hello, in milliseconds."),
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
    MEMORY_ENTRIES("maru.memoryEntriesPerRoomMax", 10_000, 1, 10_000_000, "Entries that `memory:` keeps of one room."),
    MEMORY_BYTES(
            "maru.memoryBytesMax",
            256L << 20,
            1 << 16,
            1L << 40,
            "All entries that `memory:` keeps, in bytes of heap.");

    private final String key;
    private final String defaultText;
    private final long min;
    private final long max;
    private final String meaning;

    Setting(String key, String defaultText, String meaning) {
        this.key = key;
        this.defaultText = defaultText;
        this.min = 0;
        this.max = -1;
        this.meaning = meaning;
    }

    Setting(String key, long defaultNumber, long min, long max, String meaning) {
        this.key = key;
        this.defaultText = Long.toString(defaultNumber);
        this.min = min;
        this.max = max;
        this.meaning = meaning;
    }

    /** The name as context parameter and system property. */
    public String key() {
        return key;
    }

    /** The name in the environment: {@code maru.sendTimeoutMs} is {@code MARU_SEND_TIMEOUT_MS}. */
    public String variable() {
        return key.replace('.', '_').replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    String defaultText() {
        return defaultText;
    }

    boolean isNumber() {
        return max >= min;
    }

    long min() {
        return min;
    }

    long max() {
        return max;
    }

    String meaning() {
        return meaning;
    }
}
