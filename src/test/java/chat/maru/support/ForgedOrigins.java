package chat.maru.support;

import java.util.List;

/** Origins that look like that of a server and are others. Stateless. */
public final class ForgedOrigins {
    private static final List<String> FORGED = List.of(
            "null",
            "NULL",
            "*",
            "undefined",
            "{scheme}://evil.example",
            "{scheme}://evil.example:{port}",
            "{other}://{name}:{port}",
            "ws://{name}:{port}",
            "wss://{name}:{port}",
            "file://",
            "file://{name}",
            "chrome-extension://{name}:{port}",
            "{scheme}://{name}",
            "{scheme}://{name}:80{port}",
            "{own}0",
            "{scheme}://{name}:0{port}",
            "{own}.evil.example",
            "{own}@evil.example",
            "{scheme}://evil.example@{name}:{port}",
            "{scheme}://user:pass@{name}:{port}",
            "{own}/",
            "{own}/chat/lobby",
            "{own}?x",
            "{own}#x",
            "{own}%00.evil.example",
            "{own}\\.evil.example",
            "{own},http://evil.example",
            "{own} http://evil.example",
            "http://evil.example {own}",
            "{own};x",
            "{scheme}:{name}:{port}",
            "{scheme}:/{name}:{port}",
            "{scheme}:///{name}:{port}",
            "//{name}:{port}",
            "{name}:{port}",
            "{name}",
            "{scheme}://{name}.:{port}",
            "{scheme}://.{name}:{port}",
            "{scheme}://sub.{name}:{port}",
            "{scheme}://x{name}:{port}",
            "{scheme}://{name}.evil.example:{port}",
            "{scheme}://%6c{name}:{port}",
            "{scheme}://xn--{name}:{port}",
            "{scheme}://[{name}]:{port}",
            "{scheme}://[::ffff:127.0.0.1]:{port}",
            "{scheme}://0x7f000001:{port}",
            "{scheme}://2130706433:{port}",
            "{scheme}://127.1:{port}",
            "http://friend.example",
            "https://friend.example:444",
            "https://friend.example.evil.example",
            "https://evil.friend.example",
            "https://friend.example/",
            "https://friend.example@evil.example",
            "https://friend.example evil",
            "https://friend.example,https://evil.example");

    private ForgedOrigins() {}

    /**
     * None of them is the origin of {@code scheme://name:port}, and none is {@code https://friend.example}; that the
     * port is not the scheme's usual one is taken for granted.
     */
    public static List<String> of(String scheme, String name, int port) {
        return FORGED.stream()
                .map(origin -> origin.replace("{own}", "{scheme}://{name}:{port}")
                        .replace("{scheme}", scheme)
                        .replace("{other}", scheme.equals("https") ? "http" : "https")
                        .replace("{name}", name)
                        .replace("{port}", Integer.toString(port)))
                .toList();
    }
}
