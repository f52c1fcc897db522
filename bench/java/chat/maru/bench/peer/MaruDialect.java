package chat.maru.bench.peer;

import chat.maru.bench.Dialect;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Maru's own wire, {@code maru.v1}: each member a guest of its own. Stateless. */
final class MaruDialect implements Dialect {
    private static final int SHOWN = 200;
    private static final String MESSAGE = "\"type\":\"message\",\"n\":";
    private static final String ACK = "\"type\":\"ack\",\"id\":\"";
    private static final Pattern SECRET = Pattern.compile("\"guest\":\"([^\"]+)\"");
    private static final Pattern EPOCH = Pattern.compile("\"epoch\":\"([^\"]+)\"");

    @Override
    public String target(String room, int member) {
        return "/chat/" + room;
    }

    @Override
    public List<String> headers() {
        return List.of("Sec-WebSocket-Protocol: maru.v1");
    }

    @Override
    public Talk talk(String room, int member) {
        return new MaruTalk(member);
    }

    @Override
    public long position(String frame) {
        int last = frame.lastIndexOf(MESSAGE);
        return last < 0 ? 0 : number(frame, last + MESSAGE.length());
    }

    private static long number(String frame, int start) {
        long number = 0;
        for (int i = start; i < frame.length() && Character.isDigit(frame.charAt(i)); i++) {
            number = number * 10 + frame.charAt(i) - '0';
        }
        return number;
    }

    private static final class MaruTalk implements Talk {
        private final int member;
        private boolean welcome;
        private boolean caughtUp;
        private long published;
        private String secret = "";
        private String epoch = "";
        private String after = "";

        MaruTalk(int member) {
            this.member = member;
        }

        @Override
        public List<String> opened() {
            String guest = secret.isEmpty() ? "" : ",\"guest\":\"" + secret + "\"";
            return List.of("{\"type\":\"hello\",\"name\":\"m" + member + "\"" + guest + after + "}");
        }

        @Override
        public void comeBack(long position) {
            welcome = false;
            caughtUp = false;
            after = ",\"after\":{\"epoch\":\"" + epoch + "\",\"n\":" + position + "}";
        }

        @Override
        public List<String> heard(String frame) {
            if (frame.contains("\"type\":\"refused\"")) {
                throw new IllegalStateException(
                        "member " + member + " was told " + frame.substring(0, Math.min(SHOWN, frame.length())));
            }
            if (!isIn()) {
                if (frame.contains("\"type\":\"welcome\"")) {
                    welcome = true;
                    secret = found(SECRET, frame, secret);
                    epoch = found(EPOCH, frame, epoch);
                }
                caughtUp |= frame.contains("\"type\":\"caughtUp\"");
            }
            return List.of();
        }

        private static String found(Pattern pattern, String frame, String otherwise) {
            Matcher matcher = pattern.matcher(frame);
            return matcher.find() ? matcher.group(1) : otherwise;
        }

        @Override
        public boolean isIn() {
            return welcome && caughtUp;
        }

        @Override
        public String publication(String text) {
            return "{\"type\":\"publish\",\"id\":\"" + ++published + "\",\"text\":\"" + text + "\"}";
        }

        @Override
        public void acks(String frame, IntConsumer ordinals) {
            for (int at = frame.indexOf(ACK); at >= 0; at = frame.indexOf(ACK, at + 1)) {
                ordinals.accept((int) number(frame, at + ACK.length()));
            }
        }
    }
}
