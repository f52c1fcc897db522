package chat.maru.retention;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a file of the archive can be trusted. Immutable.
 *
 * @param last the position in the last line that lies below the room's first entry, or 0
 * @param bytes where that line ends; 0 where there is none
 * @param newest the highest position in a whole line, or 0
 */
record ArchiveEnd(long last, long bytes, long newest) {
    private static final int BLOCK_BYTES = 1 << 16;
    private static final int NUMBER_BYTES = 40;
    private static final Pattern NUMBER = Pattern.compile("\\{\\s*\"n\"\\s*:\\s*(\\d{1,16})\\s*,.*", Pattern.DOTALL);

    /** Looks through the file from its end, line by line, for the first line below {@code first}. */
    static ArchiveEnd of(FileChannel file, long first) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        long newest = 0;
        // Where the line ends that is looked at; 0 while that is no whole line.
        long end = 0;
        for (long at = file.size(); at > 0; ) {
            int length = (int) Math.min(BLOCK_BYTES, at);
            at -= length;
            read(file, block.clear().limit(length), at);
            for (int i = length - 1; i >= -1; i--) {
                boolean begins = i >= 0 ? block.get(i) == '\n' : at == 0;
                if (begins) {
                    long n = end == 0 ? 0 : number(file, at + i + 1);
                    if (n > 0 && n < first) {
                        return new ArchiveEnd(n, end, Math.max(n, newest));
                    }
                    newest = Math.max(n, newest);
                    end = at + i + 1;
                }
            }
        }
        return new ArchiveEnd(0, 0, newest);
    }

    /** The position of the entry in the line that begins there; 0 where a power cut has left nothing but zeros. */
    private static long number(FileChannel file, long at) throws IOException {
        ByteBuffer beginning = ByteBuffer.allocate((int) Math.min(NUMBER_BYTES, file.size() - at));
        read(file, beginning, at);
        if (beginning.get(0) == 0) {
            return 0;
        }
        Matcher line = NUMBER.matcher(new String(beginning.array(), StandardCharsets.UTF_8));
        if (!line.matches()) {
            throw new IOException("the archive has a line that is no entry");
        }
        return Long.parseLong(line.group(1));
    }

    private static void read(FileChannel file, ByteBuffer into, long at) throws IOException {
        while (into.hasRemaining()) {
            if (file.read(into, at + into.position()) < 0) {
                throw new IOException("the archive grows shorter while it is read");
            }
        }
    }
}
