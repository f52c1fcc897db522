package chat.maru.app;

import chat.maru.access.Caps;
import chat.maru.access.Grants;
import chat.maru.access.Limiter;
import chat.maru.access.Policy;
import chat.maru.access.Proxies;
import chat.maru.access.Rate;
import chat.maru.hook.AddressRule;
import chat.maru.hook.HookTimes;
import chat.maru.protocol.Limits;
import chat.maru.retention.Allowance;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings in force, checked. Immutable. First wins: the servlet's context parameter, the system property, the
 * environment, the default.
 */
public final class Settings {
    private static final System.Logger LOG = System.getLogger(Settings.class.getName());

    /** Names that belong to the build, or to the launcher. */
    private static final Set<String> OTHERS = Set.of("maru.container");

    /** Identities and addresses whose buckets are kept at a time: some 20 MB of heap when an attack fills them all. */
    private static final int BUCKETS_MAX = 100_000;

    private final Map<Setting, String> values = new HashMap<>();

    private Settings() {}

    /**
     * Reads and checks every setting.
     *
     * @param parameters the servlet's context parameters
     * @param properties the system properties
     * @param environment the environment
     * @throws SettingException when a value is not usable, or a name beginning with {@code maru.} is none of ours
     */
    public static Settings read(
            Map<String, String> parameters, Map<String, String> properties, Map<String, String> environment) {
        refuseUnknown(parameters.keySet());
        refuseUnknown(properties.keySet());
        warnOfUnknown(environment.keySet());
        Settings settings = new Settings();
        for (Setting setting : Setting.all()) {
            String value = first(
                    parameters.get(setting.key()),
                    properties.get(setting.key()),
                    environment.get(setting.variable()),
                    setting.defaultText());
            check(setting, value);
            settings.values.put(setting, value);
        }
        return settings;
    }

    private static String first(@Nullable String... candidates) {
        for (String candidate : candidates) {
            if (candidate != null) {
                return candidate.strip();
            }
        }
        throw new AssertionError("every setting has a default");
    }

    private static void refuseUnknown(Collection<String> names) {
        Set<String> known = keys(Setting::key);
        for (String name : new TreeSet<>(names)) {
            boolean ours = name.startsWith("maru.") && !name.startsWith("maru.test.") && !OTHERS.contains(name);
            if (ours && !known.contains(name)) {
                throw new SettingException("There is no setting " + name + "; did you mean " + Nearest.to(name, known)
                        + "? docs/settings.md lists them all.");
            }
        }
    }

    /**
     * Only a warning: Kubernetes puts MARU_SERVICE_HOST and the like into every container beside a service named maru.
     */
    private static void warnOfUnknown(Collection<String> names) {
        Set<String> known = keys(Setting::variable);
        for (String name : new TreeSet<>(names)) {
            if (name.startsWith("MARU_") && !name.startsWith("MARU_TEST_") && !known.contains(name)) {
                LOG.log(
                        Level.WARNING,
                        "{0} in the environment is no setting; is {1} meant?",
                        name,
                        Nearest.to(name, known));
            }
        }
    }

    private static Set<String> keys(Function<Setting, String> name) {
        return Setting.all().stream().map(name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void check(Setting setting, String value) {
        if (setting.isNumber()) {
            number(setting, value);
        }
    }

    private static long number(Setting setting, String value) {
        try {
            long number = Long.parseLong(value);
            if (number >= setting.min() && number <= setting.max()) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number out of bounds.
        }
        throw new SettingException(setting.key() + " is \"" + value + "\"; it must be an integer from " + setting.min()
                + " to " + setting.max() + ".");
    }

    /** The text of a setting. */
    public String text(Setting setting) {
        return values.getOrDefault(setting, setting.defaultText());
    }

    /** Whether somebody set it. */
    public boolean isDefault(Setting setting) {
        return text(setting).equals(setting.defaultText());
    }

    /** The number of a setting that has one. */
    public long number(Setting setting) {
        return number(setting, text(setting));
    }

    private int integer(Setting setting) {
        return Math.toIntExact(number(setting));
    }

    /** Whether guests are welcome from everywhere. */
    public boolean guests() {
        return switch (text(ServerSetting.GUESTS)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new SettingException("maru.guests must be true or false.");
        };
    }

    /** Origins allowed beside the own one. */
    public Set<String> origins() {
        return list(ServerSetting.ORIGINS);
    }

    /** The reverse proxies that are believed. */
    public Proxies proxies() {
        try {
            return Proxies.parse(text(ServerSetting.PROXIES), text(ServerSetting.PROXY_HEADER));
        } catch (IllegalArgumentException e) {
            throw new SettingException("maru.proxies or maru.proxyHeader: " + e.getMessage() + ".");
        }
    }

    /** What everybody may, and what some may beside that. */
    public Policy.Defaults defaults() {
        return new Policy.Defaults(
                grants(ServerSetting.GUEST_ROOMS, text(ServerSetting.GUEST_ROOMS)),
                grants(ServerSetting.USER_ROOMS, text(ServerSetting.USER_ROOMS)),
                roles(),
                list(ServerSetting.MODERATORS),
                list(ServerSetting.ADMINISTRATORS),
                guests());
    }

    private Map<String, Grants> roles() {
        Map<String, Grants> roles = new TreeMap<>();
        for (String role : text(ServerSetting.ROLES).split(";", -1)) {
            int colon = role.indexOf(':');
            if (colon < 1 && !role.isBlank()) {
                throw new SettingException("maru.roles has \"" + role.strip() + "\"; it must be role: room=rw.");
            }
            if (colon > 0) {
                roles.put(role.substring(0, colon).strip(), grants(ServerSetting.ROLES, role.substring(colon + 1)));
            }
        }
        return roles;
    }

    private static Grants grants(Setting setting, String text) {
        try {
            return Grants.parse(text);
        } catch (IllegalArgumentException e) {
            throw new SettingException(setting.key() + ": " + e.getMessage() + ".");
        }
    }

    /** Whether everybody may begin a room. */
    public boolean newRooms() {
        return switch (text(ServerSetting.NEW_ROOMS)) {
            case "anyone" -> true;
            case "granted" -> false;
            default -> throw new SettingException("maru.newRooms must be anyone or granted.");
        };
    }

    /** How many rooms may have entries. */
    public int roomsMax() {
        return integer(ServerSetting.ROOMS);
    }

    private Set<String> list(Setting setting) {
        return Stream.of(text(setting).split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .collect(Collectors.toSet());
    }

    /** The buckets for what clients do. */
    public Limiter limiter() {
        Map<Limiter.Kind, Rate> rates = new EnumMap<>(Limiter.Kind.class);
        rates.put(Limiter.Kind.MESSAGE, rate(LimitSetting.MESSAGES, LimitSetting.MESSAGES_BURST));
        rates.put(Limiter.Kind.EDIT, rate(LimitSetting.EDITS, LimitSetting.EDITS_BURST));
        rates.put(Limiter.Kind.REACTION, rate(LimitSetting.REACTIONS, LimitSetting.REACTIONS_BURST));
        rates.put(Limiter.Kind.TYPING, rate(LimitSetting.TYPING, LimitSetting.TYPING_BURST));
        rates.put(Limiter.Kind.HISTORY, rate(LimitSetting.HISTORY_READS, LimitSetting.HISTORY_BURST));
        rates.put(Limiter.Kind.HANDSHAKE, rate(LimitSetting.HANDSHAKES, LimitSetting.HANDSHAKES_BURST));
        rates.put(Limiter.Kind.REST, rate(LimitSetting.REQUESTS, LimitSetting.REQUESTS_BURST));
        return new Limiter(rates, integer(LimitSetting.IDENTITY_RATE), integer(LimitSetting.ADDRESS_RATE), BUCKETS_MAX);
    }

    private Rate rate(Setting perSecond, Setting burst) {
        return new Rate(number(perSecond), number(burst));
    }

    /** Where webhooks may be sent. */
    public AddressRule hookAddresses() {
        return switch (text(ServerSetting.HOOKS_PRIVATE)) {
            case "true" -> new AddressRule(true);
            case "false" -> new AddressRule(false);
            default -> throw new SettingException("maru.hooksPrivate must be true or false.");
        };
    }

    /** How long webhooks wait. */
    public HookTimes hookTimes() {
        return new HookTimes(integer(ServerSetting.HOOK_TIMEOUT), number(ServerSetting.HOOK_RETRY));
    }

    /** How long a stop may take to send everybody away. */
    public long drainMillisMax() {
        return TimeUnit.SECONDS.toMillis(number(ServerSetting.DRAIN));
    }

    /** How many connections there may be. */
    public Caps caps() {
        return new Caps(new Caps.Bounds(
                integer(LimitSetting.CONNECTIONS),
                integer(LimitSetting.ADDRESS_CONNECTIONS),
                integer(LimitSetting.IDENTITY_CONNECTIONS),
                integer(LimitSetting.SILENT),
                integer(LimitSetting.ADDRESS_SILENT)));
    }

    /** How much history rooms keep. */
    public Allowance allowance() {
        return new Allowance(
                number(StoreSetting.KEEP_ENTRIES),
                TimeUnit.HOURS.toMillis(number(StoreSetting.KEEP_HOURS)),
                number(StoreSetting.KEEP_BYTES));
    }

    /** The bounds of a connection. */
    public Limits limits() {
        return new Limits(
                integer(LimitSetting.TEXT_CODE_POINTS),
                integer(LimitSetting.TEXT_BYTES),
                integer(LimitSetting.NAME_CODE_POINTS),
                integer(LimitSetting.FRAME_BYTES),
                integer(LimitSetting.OUTBOUND_BYTES),
                integer(LimitSetting.OUTBOUND_OBJECTS),
                integer(LimitSetting.HISTORY),
                integer(LimitSetting.IN_FLIGHT),
                integer(LimitSetting.REPLIES),
                integer(LimitSetting.REPLY_BYTES),
                integer(LimitSetting.REFUSALS),
                integer(LimitSetting.HEARTBEAT),
                integer(LimitSetting.SEND_TIMEOUT),
                integer(LimitSetting.HELLO_TIMEOUT));
    }
}
