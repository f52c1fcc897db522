package chat.maru.app;

import chat.maru.protocol.Limits;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    private final Map<Setting, String> values = new EnumMap<>(Setting.class);

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
        for (Setting setting : Setting.values()) {
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
        return Stream.of(Setting.values()).map(name).collect(Collectors.toCollection(TreeSet::new));
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
        return switch (text(Setting.GUESTS)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new SettingException("maru.guests must be true or false.");
        };
    }

    /** Origins allowed beside the own one. */
    public Set<String> origins() {
        return list(Setting.ORIGINS);
    }

    /** The ids of those who may moderate. */
    public Set<String> moderators() {
        return list(Setting.MODERATORS);
    }

    private Set<String> list(Setting setting) {
        return Stream.of(text(setting).split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .collect(Collectors.toSet());
    }

    /** The bounds of a connection. */
    public Limits limits() {
        return new Limits(
                integer(Setting.TEXT_CODE_POINTS),
                integer(Setting.TEXT_BYTES),
                integer(Setting.NAME_CODE_POINTS),
                integer(Setting.FRAME_BYTES),
                integer(Setting.OUTBOUND_BYTES),
                integer(Setting.OUTBOUND_OBJECTS),
                integer(Setting.HISTORY),
                integer(Setting.IN_FLIGHT),
                integer(Setting.REPLIES),
                integer(Setting.REPLY_BYTES),
                integer(Setting.REFUSALS),
                integer(Setting.HEARTBEAT),
                integer(Setting.SEND_TIMEOUT),
                integer(Setting.HELLO_TIMEOUT));
    }
}
