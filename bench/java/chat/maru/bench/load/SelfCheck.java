package chat.maru.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Whether the generator finds what it is to find, seen in a few milliseconds before each work. Stateless. */
public final class SelfCheck {
    private SelfCheck() {}

    /** @throws IllegalStateException when it does not */
    public static void run() {
        framesAreFoundWhereverTheStreamIsCut();
        whatIsWrongIsSeen();
    }

    private static void framesAreFoundWhereverTheStreamIsCut() {
        String small = "{\"message\":\"" + Text.of(7) + "\"}";
        String middle = "[" + (small + ",").repeat(3) + "{\"message\":\"" + Text.of(8) + "\"}]";
        String big = "x".repeat(66_000) + Text.of(9);
        byte[] stream = stream(List.of(small, "#not1234567890 a serial#", middle, big));
        for (int cut = 0; cut <= stream.length; cut += cut < 600 || cut > stream.length - 200 ? 1 : 997) {
            ByteBuffer in = ByteBuffer.allocate(stream.length);
            List<Integer> serials = new ArrayList<>();
            Memo memo = new Memo(2);
            in.put(stream, 0, cut).flip();
            Frames.read(in, (last, opcode, payload) -> add(memo, payload, serials));
            in.compact().put(stream, cut, stream.length - cut).flip();
            Frames.read(in, (last, opcode, payload) -> add(memo, payload, serials));
            check(serials.equals(List.of(7, 7, 7, 7, 8, 9)) && !in.hasRemaining(), "cut at " + cut + ": " + serials);
        }
    }

    private static byte[] stream(List<String> texts) {
        ByteBuffer out = ByteBuffer.allocate(1 << 17);
        for (String text : texts) {
            int length = text.length();
            out.put((byte) 0x81);
            if (length < 126) {
                out.put((byte) length);
            } else if (length <= 0xffff) {
                out.put((byte) 126).putShort((short) length);
            } else {
                out.put((byte) 127).putLong(length);
            }
            out.put(text.getBytes(StandardCharsets.US_ASCII));
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static void add(Memo memo, ByteBuffer payload, List<Integer> serials) {
        Memo.Kept kept = memo.read(payload, null);
        check(kept == memo.read(payload, kept), "the same bytes are not found again");
        for (int i = 0; i < kept.count(); i++) {
            serials.add(kept.serial(i));
        }
    }

    private static void whatIsWrongIsSeen() {
        Order order = new Order();
        Order.Seen first = new Order.Seen();
        for (int serial = 1; serial <= 5; serial++) {
            check(order.see(first, serial) == Order.Verdict.NEXT, "the first one's order is the room's");
        }
        Order.Seen other = new Order.Seen();
        check(order.see(other, 2) == Order.Verdict.NEXT, "a member may begin late");
        check(order.see(other, 4) == Order.Verdict.NEXT, "a hole is no fault yet");
        check(order.see(other, 4) == Order.Verdict.AGAIN, "the same twice");
        check(order.see(other, 3) == Order.Verdict.LATE, "3 behind 4");
        check(order.see(other, 3) == Order.Verdict.AGAIN, "the late one twice");
        check(order.see(other, 6) == Order.Verdict.NEXT, "new, beyond a hole");
        check(order.see(other, 5) == Order.Verdict.LATE, "5 behind 6");
        check(order.see(first, 6) == Order.Verdict.NEXT, "6 is at its place for the first");
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new IllegalStateException("The generator is wrong: " + what);
        }
    }
}
