package chat.maru.log;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection to a simulated Redis, in Redis's own protocol. What is sent is done when it is flushed, command by
 * command; it is slow, and breaks, before and after. One thread.
 */
final class SimulatedLine {
    private final Peer peer;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private ByteArrayInputStream replies = new ByteArrayInputStream(new byte[0]);
    private boolean isAnswered = true;

    SimulatedLine(Peer peer) {
        this.peer = peer;
    }

    RedisConnection connection() {
        return new RedisConnection(new Replies(), new Commands());
    }

    private void flush() throws IOException {
        List<List<String>> commands = commands(sent.toString(StandardCharsets.ISO_8859_1));
        sent.reset();
        StringBuilder answers = new StringBuilder();
        peer.before();
        for (List<String> command : commands) {
            answer(peer.run(command), answers);
        }
        byte[] left = replies.readAllBytes();
        answers.insert(0, new String(left, StandardCharsets.ISO_8859_1));
        replies = new ByteArrayInputStream(answers.toString().getBytes(StandardCharsets.ISO_8859_1));
        isAnswered = false;
    }

    private static List<List<String>> commands(String text) {
        List<List<String>> commands = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\r', at);
            int words = Integer.parseInt(text, at + 1, end, 10);
            List<String> command = new ArrayList<>(words);
            at = end + 2;
            for (int i = 0; i < words; i++) {
                end = text.indexOf('\r', at);
                int length = Integer.parseInt(text, at + 1, end, 10);
                command.add(text.substring(end + 2, end + 2 + length));
                at = end + 4 + length;
            }
            commands.add(command);
        }
        return commands;
    }

    private static void answer(Object reply, StringBuilder answers) {
        if (reply == null) {
            answers.append("$-1\r\n");
        } else if (reply instanceof Long number) {
            answers.append(':').append(number).append("\r\n");
        } else if (reply instanceof byte[] bytes) {
            answers.append('$').append(bytes.length).append("\r\n");
            answers.append(new String(bytes, StandardCharsets.ISO_8859_1)).append("\r\n");
        } else if (reply instanceof RedisError error) {
            answers.append('-').append(error.getMessage()).append("\r\n");
        } else if (reply instanceof List<?> items) {
            answers.append('*').append(items.size()).append("\r\n");
            items.forEach(item -> answer(item, answers));
        }
    }

    /** The other end, and what lies between. */
    interface Peer {
        /** Before commands are done: time passes, or the line is cut. */
        void before() throws IOException;

        /** Does a command; fails where the line is cut before it. */
        Object run(List<String> command) throws IOException;

        /** After commands are done: time passes, or the line is cut and the answers are lost. */
        void after() throws IOException;

        /** Fails where the line is cut by now. */
        void check() throws IOException;
    }

    private final class Commands extends OutputStream {
        @Override
        public void write(int part) {
            sent.write(part);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            sent.write(bytes, from, length);
        }

        @Override
        public void flush() throws IOException {
            peer.check();
            SimulatedLine.this.flush();
        }
    }

    private final class Replies extends InputStream {
        @Override
        public int read() throws IOException {
            await();
            return replies.read();
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            await();
            return replies.read(bytes, from, length);
        }

        private void await() throws IOException {
            if (!isAnswered) {
                isAnswered = true;
                peer.after();
            }
            peer.check();
        }
    }
}
