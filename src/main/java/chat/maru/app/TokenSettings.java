package chat.maru.app;

import chat.maru.access.TokenAlgorithm;
import chat.maru.access.TokenRules;
import chat.maru.access.TokenSecret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings of tokens, held against each other. Stateless. */
final class TokenSettings {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");

    private TokenSettings() {}

    /**
     * The rules for tokens; empty where none are taken. Fails with a {@link SettingException} for what is only half
     * there: a server that silently takes no tokens, or those of every issuer, is found out too late.
     */
    static Optional<TokenRules> rules(Settings settings) {
        Optional<TokenSecret> secret = secret(settings);
        Optional<URI> keys = keys(settings);
        if (secret.isEmpty() && keys.isEmpty()) {
            refuseWithoutKeys(settings, ServerSetting.TOKEN_ISSUER);
            refuseWithoutKeys(settings, ServerSetting.TOKEN_AUDIENCE);
            refuseWithoutKeys(settings, ServerSetting.TOKEN_ALGORITHMS);
            return Optional.empty();
        }
        long lifetime = settings.number(ServerSetting.TOKEN_LIFETIME);
        return Optional.of(new TokenRules(
                algorithms(settings, secret.isPresent(), keys.isPresent()),
                needed(settings, ServerSetting.TOKEN_ISSUER, "iss"),
                needed(settings, ServerSetting.TOKEN_AUDIENCE, "aud"),
                secret,
                keys,
                TokenRules.SKEW_SECONDS,
                TokenRules.TOKEN_CHARS_MAX,
                lifetime == 0 ? Long.MAX_VALUE : lifetime));
    }

    private static Optional<TokenSecret> secret(Settings settings) {
        byte[] bytes = settings.text(ServerSetting.TOKEN_SECRET).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && bytes.length < TokenSecret.BYTES_MIN) {
            throw new SettingException(ServerSetting.TOKEN_SECRET.key() + " has " + bytes.length
                    + " bytes; it needs at least " + TokenSecret.BYTES_MIN + ", best from `openssl rand -base64 32`.");
        }
        return bytes.length == 0 ? Optional.empty() : Optional.of(new TokenSecret(bytes));
    }

    private static Optional<URI> keys(Settings settings) {
        String text = settings.text(ServerSetting.TOKEN_KEYS);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ADDRESS.matcher(text).matches() ? address(text) : file(text));
    }

    private static URI address(String text) {
        try {
            URI address = new URI(text);
            if (TokenRules.isSafe(address) && !"file".equalsIgnoreCase(address.getScheme())) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Refused below. The text may hold a password, and is not repeated.
        }
        throw new SettingException(
                ServerSetting.TOKEN_KEYS.key() + " must be a file or an https: address without a user and a"
                        + " fragment; http: only to 127.0.0.1, [::1] or localhost.");
    }

    private static URI file(String text) {
        try {
            Path file = Path.of(text).toAbsolutePath();
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                return file.toUri();
            }
        } catch (InvalidPathException e) {
            // Refused below, like a file that is not there.
        }
        throw new SettingException(ServerSetting.TOKEN_KEYS.key() + " is \"" + text
                + "\", which is no file that can be read; give a JSON Web Key Set, or its https: address.");
    }

    private static void refuseWithoutKeys(Settings settings, Setting setting) {
        if (!settings.isDefault(setting)) {
            throw new SettingException(
                    setting.key() + " is set, but nothing to check tokens with; set " + ServerSetting.TOKEN_SECRET.key()
                            + " or " + ServerSetting.TOKEN_KEYS.key() + " too, or take it away.");
        }
    }

    private static Set<TokenAlgorithm> algorithms(Settings settings, boolean hasSecret, boolean hasKeys) {
        Set<TokenAlgorithm> possible = EnumSet.noneOf(TokenAlgorithm.class);
        for (TokenAlgorithm algorithm : TokenAlgorithm.values()) {
            if (algorithm.isPublic() ? hasKeys : hasSecret) {
                possible.add(algorithm);
            }
        }
        if (settings.isDefault(ServerSetting.TOKEN_ALGORITHMS)) {
            return possible;
        }
        Set<TokenAlgorithm> wanted = EnumSet.noneOf(TokenAlgorithm.class);
        for (String name : settings.text(ServerSetting.TOKEN_ALGORITHMS).split(",", -1)) {
            wanted.add(TokenAlgorithm.named(name.strip())
                    .filter(possible::contains)
                    .orElseThrow(() -> new SettingException(ServerSetting.TOKEN_ALGORITHMS.key() + " names \""
                            + name.strip()
                            + "\"; it may name HS256 where " + ServerSetting.TOKEN_SECRET.key()
                            + " is set, and RS256, ES256 and EdDSA where " + ServerSetting.TOKEN_KEYS.key() + " is.")));
        }
        return wanted;
    }

    private static String needed(Settings settings, Setting setting, String claim) {
        String text = settings.text(setting);
        if (text.isEmpty()) {
            throw new SettingException(setting.key() + " is empty; name the \"" + claim
                    + "\" that the tokens for this server carry, or tokens for others would be taken too.");
        }
        return text;
    }
}
