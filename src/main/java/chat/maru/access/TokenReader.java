package chat.maru.access;

import java.util.concurrent.CompletionStage;

/** Says whose a token is. Thread-safe; never blocks. */
public interface TokenReader {
    /** Whether a token looks like one that this can read. */
    boolean knows(String token);

    /** Whose it is. Fails with {@link Unidentified}. */
    CompletionStage<Identity> read(String token);
}
