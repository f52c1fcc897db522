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
            "Where rooms are kept: `sqlite:` (in `maru.data`, fsynced before every ack), `memory:` (forgets), or, for"
                    + " many nodes, `redis://user:password@host:port/0`, `redis-sentinel://host,host/name` or"
                    + " `redis-cluster://host,host`; `rediss` for TLS."),
    REDIS_DURABILITY(
            "maru.redisDurability",
            "disk",
            "What Redis must promise of an ack: `disk` (appendonly yes, appendfsync always), `os` (appendonly yes), or"
                    + " `memory`; Maru does not start with one that promises less."),
    REDIS_CHECK("maru.redisCheckMs", 1_000, 50, 60_000, "How late another node's lost wake-up is at most, in ms."),
    GUESTS("maru.guests", "false", "`true` welcomes guests from everywhere, `false` from this machine only."),
    ORIGINS(
            "maru.origins",
            "",
            "Origins of pages that may use this server beside its own and embed its rooms (`<maru-room>`), separated by"
                    + " commas, such as `https://www.example.com`."),
    PROXIES(
            "maru.proxies",
            "",
            "Addresses of reverse proxies that are believed when they say who asks, by what scheme and host, separated"
                    + " by commas, such as `10.0.0.0/8, ::1`. A request that came through another proxy counts as from"
                    + " elsewhere."),
    PROXY_HEADER(
            "maru.proxyHeader",
            "X-Forwarded-For",
            "What those proxies write: `X-Forwarded-For` (with `X-Forwarded-Proto` and `X-Forwarded-Host`) or"
                    + " `Forwarded`. The other is not read, since a client could have sent it."),
    TOKEN_COOKIE("maru.tokenCookie", "", "Name of a cookie that may bring a token; empty for none."),
    MODERATORS(
            "maru.moderators",
            "",
            "Ids of members who may delete what others said and set a room's state, separated by commas, such as"
                    + " `g:4yVbTTm1Qe8nZQfM`; a member's id stands in its welcome."),
    ADMINISTRATORS(
            "maru.administrators",
            "",
            "Ids of those who may do anything: export, import and delete rooms, back up, make bots. Separated by"
                    + " commas, such as `u:kim`."),
    GUEST_ROOMS(
            "maru.guestRooms",
            "*=rw",
            "What guests may: rooms, or beginnings of their names with a star, and the letters `r` (read) and `w`"
                    + " (write), such as `lobby=rw news=r help-*=rw`."),
    USER_ROOMS(
            "maru.userRooms",
            "*=rw",
            "The same for those who have logged in, unless their token has a claim `rooms`; also `m` (moderate)."),
    ROLES(
            "maru.roles",
            "",
            "What roles of the container may beside that, separated by semicolons, such as"
                    + " `staff: team-*=rw; moderators: *=rwm`."),
    NEW_ROOMS(
            "maru.newRooms",
            "anyone",
            "Who may begin a room: `anyone` who may write in rooms of that name, or only those who are `granted` it by"
                    + " a token, a role or a setting; a room that does not exist then answers as one that is closed."),
    ROOMS(
            "maru.roomsMax",
            100_000,
            1,
            10_000_000,
            "Rooms with entries; beyond it the first entry of another is refused."),
    BLOCKED_WORDS(
            "maru.blockedWords",
            "",
            "Words that only moderators may write, separated by commas; found in other spellings, letters that look"
                    + " alike and with gaps between letters too."),
    LINKS(
            "maru.links",
            "everyone",
            "Who may write links: `everyone`, `users` (who are no guests) or `nobody`; moderators always may."),
    TOKEN_SECRET(
            "maru.tokenSecret",
            "",
            "Secret for tokens signed with HS256, at least 32 bytes. Give it in the environment: command lines can"
                    + " be read by others."),
    TOKEN_KEYS(
            "maru.tokenKeys",
            "",
            "JSON Web Key Set for tokens signed with RS256, ES256 or EdDSA: a file or an `https:` address, such as"
                    + " `https://login.example.com/keys`. Read again every 5 minutes, when the file has changed, and"
                    + " when a token names a new key."),
    TOKEN_ISSUER("maru.tokenIssuer", "", "The claim `iss` of tokens; needed with either of the two above."),
    TOKEN_AUDIENCE("maru.tokenAudience", "", "The claim `aud` of tokens, or one of several; needed like the issuer."),
    TOKEN_ALGORITHMS(
            "maru.tokenAlgorithms",
            "",
            "Takes only these of `HS256`, `RS256`, `ES256` and `EdDSA`, separated by commas; empty: all that there are"
                    + " keys for."),
    TOKEN_LIFETIME(
            "maru.tokenLifetimeSecondsMax",
            0,
            0,
            1L << 40,
            "How far ahead the end of a token may lie, in seconds; 0: as far as its issuer likes."),
    HOOKS_PRIVATE(
            "maru.hooksPrivate",
            "false",
            "`true` lets webhooks be sent to private addresses too, this machine's own included. Then whoever may make"
                    + " webhooks can reach what only this machine can."),
    HOOK_TIMEOUT("maru.hookTimeoutMs", 10_000, 50, 60_000, "What one call of a webhook may take, in milliseconds."),
    HOOK_RETRY(
            "maru.hookRetryMsMax",
            300_000,
            10,
            3_600_000,
            "Longest time between two tries of a webhook, in milliseconds; the first comes after about a second."),
    DRAIN("maru.drainSeconds", 5, 0, 600, "Longest time over which a stop sends its members away, in seconds."),
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
            "Refusals, less ten for each other answer, after which the connection is closed with 4029."),
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
    MESSAGES("maru.messagesPerSecondMax", 10, 1, 1_000_000, "Messages of one connection, a second."),
    MESSAGES_BURST("maru.messagesBurstMax", 20, 1, 1_000_000, "The same at once, by one that has been quiet."),
    EDITS("maru.editsPerSecondMax", 5, 1, 1_000_000, "Edits, deletions and what moderators do, of one connection."),
    EDITS_BURST("maru.editsBurstMax", 20, 1, 1_000_000, "The same at once."),
    REACTIONS("maru.reactionsPerSecondMax", 5, 1, 1_000_000, "Reactions of one connection, a second."),
    REACTIONS_BURST("maru.reactionsBurstMax", 20, 1, 1_000_000, "The same at once."),
    TYPING(
            "maru.typingPerSecondMax",
            2,
            1,
            1_000_000,
            "Times that one connection says it types, or stopped, a second."),
    TYPING_BURST("maru.typingBurstMax", 10, 1, 1_000_000, "The same at once."),
    HISTORY_READS("maru.historyPerSecondMax", 10, 1, 1_000_000, "Pages of history for one connection, a second."),
    HISTORY_BURST("maru.historyBurstMax", 20, 1, 1_000_000, "The same at once."),
    HANDSHAKES(
            "maru.handshakesPerSecondMax",
            1,
            1,
            1_000_000,
            "WebSocket handshakes a second; counted by address, so `maru.addressRateFactor` times as many."),
    HANDSHAKES_BURST("maru.handshakesBurstMax", 20, 1, 1_000_000, "The same at once."),
    REQUESTS(
            "maru.requestsPerSecondMax",
            10,
            1,
            1_000_000,
            "REST requests a second; counted by identity and address, so their factors times as many."),
    REQUESTS_BURST("maru.requestsBurstMax", 50, 1, 1_000_000, "The same at once."),
    IDENTITY_RATE(
            "maru.identityRateFactor",
            2,
            1,
            1_000,
            "How many times what one connection may do an identity may do on all of its connections."),
    ADDRESS_RATE(
            "maru.addressRateFactor",
            10,
            1,
            1_000,
            "The same for all who share an address; an IPv6 network of 64 bits is one address, this machine is none."),
    CONNECTIONS("maru.connectionsMax", 20_000, 1, 1_000_000, "Connections at a time."),
    ADDRESS_CONNECTIONS("maru.connectionsPerAddressMax", 200, 1, 1_000_000, "The same from one address."),
    IDENTITY_CONNECTIONS("maru.connectionsPerIdentityMax", 20, 1, 1_000_000, "The same of one identity."),
    SILENT("maru.unidentifiedConnectionsMax", 5_000, 1, 1_000_000, "Connections that have not said hello."),
    ADDRESS_SILENT("maru.unidentifiedPerAddressMax", 50, 1, 1_000_000, "The same from one address."),
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
