package chat.maru.app;

/** Where the server listens, and who may do what. Immutable. */
@SuppressWarnings("ImmutableEnumChecker") // A record of texts and numbers is.
public enum ServerSetting implements Setting {
    HOST(
            "maru.host",
            "127.0.0.1",
            "Address that the runnable WAR listens on. A container listens as it is told itself."),
    PORT("maru.port", "8080", "Port that the runnable WAR listens on; 0 takes any free one."),
    GUESTS("maru.guests", "false", "`true` welcomes guests from everywhere, `false` from this machine only."),
    ORIGINS(
            "maru.origins",
            "",
            "Origins of pages that may use this server beside its own and embed its rooms (`<maru-room>`), separated by"
                    + " commas, such as `https://www.example.com`."),
    PROXIES(
            "maru.proxies",
            "",
            "Addresses of reverse proxies that are believed when they say who asks, by what scheme and host, separated"
                    + " by commas, such as `10.0.0.0/8, ::1`. A request that came through another proxy counts as from"
                    + " elsewhere."),
    PROXY_HEADER(
            "maru.proxyHeader",
            "X-Forwarded-For",
            "What those proxies write: `X-Forwarded-For` (with `X-Forwarded-Proto` and `X-Forwarded-Host`) or"
                    + " `Forwarded`. The other is not read, since a client could have sent it."),
    TOKEN_COOKIE("maru.tokenCookie", "", "Name of a cookie that may bring a token; empty for none."),
    MODERATORS(
            "maru.moderators",
            "",
            "Ids of members who may delete what others said and set a room's state, separated by commas, such as"
                    + " `g:4yVbTTm1Qe8nZQfM`; a member's id stands in its welcome."),
    ADMINISTRATORS(
            "maru.administrators",
            "",
            "Ids of those who may do anything: export, import and delete rooms, back up, make bots. Separated by"
                    + " commas, such as `u:kim`."),
    GUEST_ROOMS(
            "maru.guestRooms",
            "*=rw",
            "What guests may: rooms, or beginnings of their names with a star, and the letters `r` (read) and `w`"
                    + " (write), such as `lobby=rw news=r help-*=rw`."),
    USER_ROOMS(
            "maru.userRooms",
            "*=rw",
            "The same for those who have logged in, unless their token has a claim `rooms`; also `m` (moderate)."),
    ROLES(
            "maru.roles",
            "",
            "What roles of the container may beside that, separated by semicolons, such as"
                    + " `staff: team-*=rw; moderators: *=rwm`."),
    NEW_ROOMS(
            "maru.newRooms",
            "anyone",
            "Who may begin a room: `anyone` who may write in rooms of that name, or only those who are `granted` it by"
                    + " a token, a role or a setting; a room that does not exist then answers as one that is closed."),
    ROOMS(
            "maru.roomsMax",
            100_000,
            1,
            10_000_000,
            "Rooms with entries; beyond it the first entry of another is refused."),
    BLOCKED_WORDS(
            "maru.blockedWords",
            "",
            "Words that only moderators may write, separated by commas; found in other spellings, letters that look"
                    + " alike and with gaps between letters too."),
    LINKS(
            "maru.links",
            "everyone",
            "Who may write links: `everyone`, `users` (who are no guests) or `nobody`; moderators always may."),
    TOKEN_SECRET(
            "maru.tokenSecret",
            "",
            "Secret for tokens signed with HS256, at least 32 bytes. Give it in the environment: command lines can"
                    + " be read by others."),
    TOKEN_KEYS(
            "maru.tokenKeys",
            "",
            "JSON Web Key Set for tokens signed with RS256, ES256 or EdDSA: a file or an `https:` address, such as"
                    + " `https://login.example.com/keys`. Read again every 5 minutes, when the file has changed, and"
                    + " when a token names a new key."),
    TOKEN_ISSUER("maru.tokenIssuer", "", "The claim `iss` of tokens; needed with either of the two above."),
    TOKEN_AUDIENCE("maru.tokenAudience", "", "The claim `aud` of tokens, or one of several; needed like the issuer."),
    TOKEN_ALGORITHMS(
            "maru.tokenAlgorithms",
            "",
            "Takes only these of `HS256`, `RS256`, `ES256` and `EdDSA`, separated by commas; empty: all that there are"
                    + " keys for."),
    TOKEN_LIFETIME(
            "maru.tokenLifetimeSecondsMax",
            0,
            0,
            1L << 40,
            "How far ahead the end of a token may lie, in seconds; 0: as far as its issuer likes."),
    HOOKS_PRIVATE(
            "maru.hooksPrivate",
            "false",
            "`true` lets webhooks be sent to private addresses too, this machine's own included. Then whoever may make"
                    + " webhooks can reach what only this machine can."),
    HOOK_TIMEOUT("maru.hookTimeoutMs", 10_000, 50, 60_000, "What one call of a webhook may take, in milliseconds."),
    HOOK_RETRY(
            "maru.hookRetryMsMax",
            300_000,
            10,
            3_600_000,
            "Longest time between two tries of a webhook, in milliseconds; the first comes after about a second."),
    DRAIN("maru.drainSeconds", 5, 0, 600, "Longest time over which a stop sends its members away, in seconds.");

    private final Definition definition;

    ServerSetting(String key, String defaultText, String meaning) {
        definition = new Definition(key, defaultText, 0, -1, meaning);
    }

    ServerSetting(String key, long defaultNumber, long min, long max, String meaning) {
        definition = new Definition(key, Long.toString(defaultNumber), min, max, meaning);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
