package chat.maru.hook;

import static chat.maru.hook.Hooked.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.Bots;
import chat.maru.access.TokenHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files have of secrets: of those that others hold a hash, of a webhook's own nothing once it is gone. */
class HookSecretTest {
    /** As {@code SqliteKeys} lays them out: so many keys of so many bytes in a row. */
    private static final String KEY = "SELECT substr(k.bytes, 1 + 16 * (b.key % 250), 16) FROM head h"
            + " JOIN body b ON b.r = h.r AND b.n = h.n JOIN keys k ON k.k = b.key / 250 WHERE h.author = ?";

    @TempDir
    private Path data;

    @Test
    void aDeletedWebhookTakesItsSecretWithItAndSoDoesOneWhoseReceiverIsGone() throws Exception {
        try (Receiver receiver = new Receiver();
                Receiver tired = new Receiver()) {
            Hook kept;
            Hook deleted;
            try (Hooked server = new Hooked(data)) {
                kept = server.make(receiver);
                deleted = server.make(tired);
                Hook gone = server.make(tired);
                String secret = secret(server, deleted).orElseThrow();
                byte[] keptKey = key(kept);
                byte[] goneKey = key(gone);
                byte[] deletedKey = key(deleted);
                assertThat(List.of(keptKey, goneKey, deletedKey)).allMatch(this::holds);
                assertHidden(secret);

                server.delete(deleted);
                tired.answer(410);
                long last = server.say(1);
                await(() -> receiver.positions().contains(last));
                await(() -> secret(server, gone).isEmpty());
                assertThat(secret(server, deleted)).isEmpty();
                await(() -> !holds(deletedKey) && !holds(goneKey));
                assertThat(holds(keptKey)).isTrue();
                assertHidden(secret);
            }
            assertThat(key(deleted)).isEmpty();
            try (Hooked server = new Hooked(data)) {
                assertThat(secret(server, deleted)).isEmpty();
                assertThat(secret(server, kept)).isPresent();
                long last = server.say(1);
                await(() -> receiver.positions().contains(last));
            }
            assertThat(receiver.faults()).isEmpty();
        }
    }

    @Test
    void ofTokensAndIncomingUrlsOnlyHashesAreKept() throws Exception {
        String token = Bots.mint();
        String url = TokenHash.mint();
        try (Hooked server = new Hooked(data)) {
            set(server, Bots.key("build"), Bots.value(token, "*=r"));
            set(server, IncomingHooks.key(TokenHash.of(url)), "Lobby ci");
            assertHidden(token.substring("maru_bot_".length()));
            assertHidden(url);
            assertThat(holds(TokenHash.of(url).getBytes(StandardCharsets.US_ASCII)))
                    .as("whether the search finds what is there")
                    .isTrue();
        }
        assertHidden(token.substring("maru_bot_".length()));
        assertHidden(url);
    }

    private static void set(Hooked server, String key, String value) {
        server.atServer(
                admission -> server.maru().rooms().moderation().administer(admission, "set-" + key, key, value));
    }

    private static Optional<String> secret(Hooked server, Hook hook) {
        return server.atServer(admission -> admission.upkeep().secret(hook.owner()));
    }

    /** Neither as it is shown nor as the bytes that it stands for. */
    private void assertHidden(String secret) throws IOException {
        String text = secret.startsWith(Signature.PREFIX) ? secret.substring(Signature.PREFIX.length()) : secret;
        byte[] bytes = secret.equals(text)
                ? Base64.getUrlDecoder().decode(text)
                : Base64.getDecoder().decode(text);
        assertThat(holds(text.getBytes(StandardCharsets.US_ASCII))).isFalse();
        assertThat(holds(bytes)).isFalse();
    }

    /** What opens the sealed body of the secret; empty where there is none. */
    private byte[] key(Hook hook) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("maru.db"));
                java.sql.PreparedStatement ask = connection.prepareStatement(KEY)) {
            ask.setString(1, hook.owner());
            try (ResultSet row = ask.executeQuery()) {
                return row.next() ? row.getBytes(1) : new byte[0];
            }
        }
    }

    private boolean holds(byte[] bytes) {
        try (Stream<Path> files = Files.walk(data)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            String wanted = HexFormat.of().formatHex(bytes);
            for (Path file : all) {
                if (HexFormat.of().formatHex(Files.readAllBytes(file)).contains(wanted)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
