package chat.maru.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The programs that Redis runs for us, each in one piece that nothing comes between. Each stands in a file beside. */
enum RedisScript {
    /** Changes a room, if it still is what we took it for. */
    COMMIT,
    /** Reads entries in order. */
    PAGE,
    /** Reads messages with what became of them. */
    HISTORY,
    /** Moves a read mark up. */
    MARK,
    /** Forgets the read marks furthest back. */
    FORGET,
    /** Says whether an author has a text in a room. */
    WROTE;

    private final String text;
    private final String hash;

    RedisScript() {
        String file = "redis-" + name().toLowerCase(Locale.ROOT) + ".lua";
        try (InputStream in = RedisScript.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new AssertionError(file + " is not beside its class");
            }
            byte[] bytes = in.readAllBytes();
            text = new String(bytes, StandardCharsets.US_ASCII);
            hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }

    /** The command that runs it on {@code keys}; its arguments are added by the caller. */
    RedisCommand on(List<String> keys) {
        return RedisCommand.of("EVALSHA", hash, keys.size()).addAll(keys);
    }

    /** Makes all of them known to the Redis behind {@code connection}, which forgets them when it restarts. */
    static void load(RedisWire connection) throws IOException {
        for (RedisScript script : values()) {
            connection.call(RedisCommand.of("SCRIPT", "LOAD", script.text));
        }
    }
}
