package chat.maru.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the state of a room says of who may do what there. Immutable; made anew when the state has changed.
 *
 * <p>Keys with a dot are the server's: {@code member.<id>} (rights), {@code mute.<id>}, {@code kick.<id>},
 * {@code ban.<id>} and {@code range.<addresses>} (until when, milliseconds since 1970 UTC; 0: without end). They are
 * shown to nobody as state, for they name people and addresses.
 */
public final class Rules {
    /** Before the rules below, which are read with it. */
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    /** The rules of a room that nobody has set any for. */
    public static final Rules NONE = of(Map.of());

    /** The rules of a room that is open to nobody who is not named. */
    public static final Rules CLOSED = of(Map.of("door", "invited"));

    /** The longest slow mode, in seconds: six hours. */
    public static final int SLOW_MODE_SECONDS_MAX = 21_600;

    /** So many keys may moderators set in a room beside those that the server knows. */
    public static final int KEYS_MAX = 64;

    /** So many people may be named in a room, muted, banned or invited. */
    public static final int NAMED_MAX = 10_000;

    private final Door door;
    private final boolean announcements;
    private final long slowMillis;
    private final Map<String, Set<Right>> members = new LinkedHashMap<>();
    private final Map<String, Long> mutes = new LinkedHashMap<>();
    private final Map<String, Long> kicks = new LinkedHashMap<>();
    private final Map<String, Long> bans = new LinkedHashMap<>();
    private final List<Range> ranges = new ArrayList<>();
    private final Set<String> keys;

    private Rules(Map<String, String> state) {
        door = Door.parse(state.getOrDefault("door", "")).orElse(Door.PUBLIC);
        announcements = state.getOrDefault("announcements", "").equals("true");
        slowMillis = seconds(state.getOrDefault("slowModeSeconds", "")).orElse(0) * 1_000L;
        keys = state.keySet().stream().filter(Rules::isShown).collect(Collectors.toUnmodifiableSet());
        state.forEach(this::read);
    }

    /** The rules in a room's state. What was never written by this server is passed over. */
    public static Rules of(Map<String, String> state) {
        return new Rules(state);
    }

    private void read(String key, String value) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            return;
        }
        String id = key.substring(dot + 1);
        switch (key.substring(0, dot)) {
            case "member" -> members.put(id, Right.parse(value));
            case "mute" -> mutes.put(id, end(value));
            case "kick" -> kicks.put(id, end(value));
            case "ban" -> bans.put(id, end(value));
            case "range" -> Cidr.parse(id).ifPresent(range -> ranges.add(new Range(range, end(value))));
            default -> {}
        }
    }

    private static long end(String value) {
        long until = Long.parseLong(value);
        return until == 0 ? Long.MAX_VALUE : until;
    }

    private static Optional<Integer> seconds(String value) {
        return SECONDS.matcher(value).matches()
                ? Optional.of(Integer.parseInt(value)).filter(seconds -> seconds <= SLOW_MODE_SECONDS_MAX)
                : Optional.empty();
    }

    /** Whether a key of a room's state is for everybody's eyes. */
    public static boolean isShown(String key) {
        return key.indexOf('.') < 0;
    }

    /** What is wrong with a value that a moderator wants to set, in a sentence; empty where nothing is. */
    public Optional<String> objection(String key, String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String rule = switch (key) {
            case "door" -> Door.parse(value).isPresent() ? "" : "\"door\" is public, readOnly or invited.";
            case "announcements" -> value.equals("true") ? "" : "\"announcements\" is true, or empty.";
            case "slowModeSeconds" ->
                seconds(value).isPresent()
                        ? ""
                        : "\"slowModeSeconds\" is a number from 0 to " + SLOW_MODE_SECONDS_MAX + ".";
            default ->
                keys.size() < KEYS_MAX || keys.contains(key)
                        ? ""
                        : "A room has at most " + KEYS_MAX + " keys of state.";
        };
        return Optional.of(rule).filter(text -> !text.isEmpty());
    }

    Door door() {
        return door;
    }

    boolean announcements() {
        return announcements;
    }

    /** The time that each has to wait between two messages, in milliseconds; 0: none. */
    public long slowMillis() {
        return slowMillis;
    }

    /** The rights that the room itself gives somebody. */
    public Set<Right> member(String id) {
        return members.getOrDefault(id, Set.of());
    }

    /** Everybody whom the room names, with the letters of their rights. */
    public Map<String, String> members() {
        Map<String, String> named = new LinkedHashMap<>();
        members.forEach((id, rights) -> named.put(id, Right.letters(rights)));
        return named;
    }

    /** Whether the room names so many people and addresses that it may name no more. */
    public boolean isFull() {
        return members.size() + mutes.size() + kicks.size() + bans.size() + ranges.size() >= NAMED_MAX;
    }

    /** The keys whose time is over, to be removed with the next change. */
    public List<String> over(long nowMillis) {
        List<String> over = new ArrayList<>();
        over("mute.", mutes, nowMillis, over);
        over("kick.", kicks, nowMillis, over);
        over("ban.", bans, nowMillis, over);
        ranges.stream()
                .filter(range -> range.until <= nowMillis)
                .forEach(range -> over.add("range." + range.addresses));
        return over;
    }

    private static void over(String prefix, Map<String, Long> ends, long nowMillis, List<String> over) {
        ends.forEach((id, until) -> {
            if (until <= nowMillis) {
                over.add(prefix + id);
            }
        });
    }

    /** Whether somebody is shut out, and until when. */
    Verdict shutOut(String id, String address, long nowMillis) {
        long banned = bans.getOrDefault(id, 0L);
        Optional<IpAddress> from = ranges.isEmpty() ? Optional.empty() : IpAddress.parse(address);
        for (Range range : ranges) {
            if (range.until > banned && from.filter(range.addresses::contains).isPresent()) {
                banned = range.until;
            }
        }
        if (banned > nowMillis) {
            return new Verdict(Verdict.Kind.BANNED, banned);
        }
        long kicked = kicks.getOrDefault(id, 0L);
        return kicked > nowMillis ? new Verdict(Verdict.Kind.REMOVED, kicked) : Verdict.ALLOWED;
    }

    /** Until when somebody is muted; in the past or 0 for who is not. */
    long mutedUntil(String id) {
        return mutes.getOrDefault(id, 0L);
    }

    private record Range(Cidr addresses, long until) {}
}
