package chat.maru.access;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The public keys as they were read last. Immutable. */
final class TokenKeys {
    /** Nothing was read yet. */
    static final TokenKeys UNREAD = new TokenKeys(List.of());

    private static final int KEYS_MAX = 64;
    /** A token that names no key costs one check for each key of its algorithm. */
    private static final int TRIED_MAX = 8;

    private final List<TokenKey> keys;

    private TokenKeys(List<TokenKey> keys) {
        this.keys = keys;
    }

    /** Keys of a kind that this server does not know may stand between the others, as RFC 7517 wants it. */
    static TokenKeys parse(byte[] json) throws IOException {
        Optional<JsonObject> set = StrictJson.parse(json);
        if (set.isEmpty() || !(set.get().get("keys") instanceof JsonArray array)) {
            throw new IOException("this is no JSON Web Key Set");
        }
        if (array.size() > KEYS_MAX) {
            throw new IOException("a set has at most " + KEYS_MAX + " keys");
        }
        return new TokenKeys(array.stream()
                .flatMap(key -> TokenKey.of(key.toString()).stream())
                .toList());
    }

    int size() {
        return keys.size();
    }

    List<TokenKey> fitting(CompactToken token) {
        return keys.stream().filter(key -> key.fits(token)).limit(TRIED_MAX).toList();
    }
}
