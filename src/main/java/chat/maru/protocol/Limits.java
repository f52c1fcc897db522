package chat.maru.protocol;

/**
 * Every bound that one connection meets, in one place. Immutable. Each has a setting of the same name ({@code maru.}
 * and the component's name), and {@code welcome} tells clients those they must keep.
 *
 * @param textCodePointsMax a message's text, in Unicode code points; beyond it refused {@code textTooLong}
 * @param textBytesMax a message's text, in UTF-8 bytes; beyond it refused {@code textTooLong}
 * @param nameCodePointsMax a guest's name, in Unicode code points
 * @param frameBytesMax an inbound frame, in UTF-8 bytes; beyond it closed 1009
 * @param outboundBytesMax an outbound frame, in UTF-8 bytes; more is sent in the next frame
 * @param outboundObjectsMax objects in one outbound {@code maru.v1} frame; more is sent in the next frame
 * @param historyMax messages in one page
 * @param inFlightMax commands of one connection that wait for their answer; beyond it refused {@code busy}
 * @param repliesMax answers that wait for the socket; beyond it closed 4008
 * @param replyBytesMax answers that wait for the socket, in characters; beyond it closed 4008
 * @param refusalsMax refusals, less ten for each other answer; beyond it closed 4029
 * @param heartbeatMs time between two WebSocket pings, and the time within which one is to be answered
 * @param sendTimeoutMs how long a send may make no progress; beyond it closed 4009
 * @param helloTimeoutMs how long a {@code maru.v1} connection may wait with its hello; beyond it closed 4011
 */
public record Limits(
        int textCodePointsMax,
        int textBytesMax,
        int nameCodePointsMax,
        int frameBytesMax,
        int outboundBytesMax,
        int outboundObjectsMax,
        int historyMax,
        int inFlightMax,
        int repliesMax,
        int replyBytesMax,
        int refusalsMax,
        int heartbeatMs,
        int sendTimeoutMs,
        int helloTimeoutMs) {

    /** What a server runs with that sets nothing. */
    public static final Limits DEFAULT =
            new Limits(4_000, 16_384, 40, 65_536, 65_536, 256, 100, 64, 256, 65_536, 100, 20_000, 10_000, 10_000);

    /** No setting may raise {@link #frameBytesMax} above this: what the container accepts at most, in bytes. */
    public static final int FRAME_BYTES_CEILING = 1 << 20;
}
