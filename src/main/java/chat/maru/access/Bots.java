package chat.maru.access;

import chat.maru.access.Unidentified.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * The bots of this server: each has a name, a token and rooms. Thread-safe; one in a server, and told by it what the
 * server's own state says. The state keeps hashes: a token is shown once, to whoever makes the bot.
 */
public final class Bots implements TokenReader {
    /** So many bots may there be. */
    public static final int BOTS_MAX = 100;

    /** How their names look, which stand in the id of what they write: {@code b:<name>}. */
    public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    private static final String KEY = "bot.";
    private static final String TOKEN = "maru_bot_";
    private static final String TOKEN_ID = "maru_bot:";

    private volatile Map<String, Identity> byHash = Map.of();

    /** The key of a bot in the server's state. */
    public static String key(String name) {
        return KEY + name;
    }

    /** What the state keeps of a bot. */
    public static String value(String token, String grants) {
        return TokenHash.of(token) + " " + grants;
    }

    /** A new token. */
    public static String mint() {
        return TOKEN + TokenHash.mint();
    }

    /** The server's own state has changed. */
    public void update(Map<String, String> state) {
        Map<String, Identity> read = new LinkedHashMap<>();
        state.forEach((key, value) -> {
            int space = value.indexOf(' ');
            if (key.startsWith(KEY) && space > 0) {
                String name = key.substring(KEY.length());
                String hash = value.substring(0, space);
                read.put(hash, identity(name, TOKEN_ID + hash, Grants.parse(value.substring(space + 1))));
            }
        });
        byHash = Map.copyOf(read);
    }

    /** Somebody who is called {@code b:<name>}. */
    public static Identity identity(String name, String tokenId, Grants granted) {
        return new Identity("b:" + name, name, Identity.Source.BOT, granted, Long.MAX_VALUE, tokenId);
    }

    /** Whether an identity is that of a bot which is no more. */
    public boolean isGone(String tokenId) {
        return tokenId.startsWith(TOKEN_ID) && !byHash.containsKey(tokenId.substring(TOKEN_ID.length()));
    }

    /** Every bot, name to what it may. */
    public Map<String, Grants> list() {
        Map<String, Grants> list = new TreeMap<>();
        byHash.values().forEach(bot -> list.put(bot.name(), bot.granted()));
        return list;
    }

    @Override
    public boolean knows(String token) {
        return token.startsWith(TOKEN) && TokenHash.isSecret(token.substring(TOKEN.length()));
    }

    @Override
    public CompletionStage<Identity> read(String token) {
        return TokenHash.find(byHash, token)
                .<CompletionStage<Identity>>map(CompletableFuture::completedStage)
                .orElseGet(() ->
                        CompletableFuture.failedStage(new Unidentified(Reason.BAD_TOKEN, "No bot has this token.")));
    }
}
