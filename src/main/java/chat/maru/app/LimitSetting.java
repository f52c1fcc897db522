package chat.maru.app;

import chat.maru.protocol.Limits;

/** What a client may send, ask for and take up. Immutable. */
@SuppressWarnings("ImmutableEnumChecker") // A record of texts and numbers is.
public enum LimitSetting implements Setting {
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
    ADDRESS_SILENT("maru.unidentifiedPerAddressMax", 50, 1, 1_000_000, "The same from one address.");

    private final Definition definition;

    LimitSetting(String key, long defaultNumber, long min, long max, String meaning) {
        definition = new Definition(key, Long.toString(defaultNumber), min, max, meaning);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
