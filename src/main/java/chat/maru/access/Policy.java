package chat.maru.access;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Who may do what: the one place that answers, whatever the wire. Thread-safe; one in a server.
 *
 * <p>Rights come from the identity itself (a token's claim, a role, a setting), from the room, and, where the door is
 * not closed, from what everybody has. Then the room's bans, mutes and door take away.
 */
public final class Policy {
    private static final Set<Right> MODERATOR = EnumSet.of(Right.READ, Right.WRITE, Right.MODERATE);

    /** How the keys of logs begin that no client can name: the server's own state, and what moderators did. */
    public static final String OWN = ".";

    private final Origins origins;
    private final Defaults defaults;

    /** What holds everywhere: the state of the server itself. */
    private volatile Rules everywhere = Rules.NONE;

    private volatile Predicate<String> revoked = tokenId -> false;

    public Policy(Origins origins, Defaults defaults) {
        this.origins = origins;
        this.defaults = defaults;
    }

    /**
     * What the settings give.
     *
     * @param guests what every guest may
     * @param users what everybody else may who is not told otherwise by a token
     * @param roles what the container's roles may
     * @param moderators the ids of those who moderate every room
     * @param administrators the ids of those who may do anything
     * @param guestsFromAnywhere whether guests are welcome from other machines
     */
    public record Defaults(
            Grants guests,
            Grants users,
            Map<String, Grants> roles,
            Set<String> moderators,
            Set<String> administrators,
            boolean guestsFromAnywhere) {
        public Defaults {
            roles = Map.copyOf(roles);
            moderators = Set.copyOf(moderators);
            administrators = Set.copyOf(administrators);
        }
    }

    /** Which pages may use this server. */
    public Origins origins() {
        return origins;
    }

    /** What the settings give. */
    public Defaults defaults() {
        return defaults;
    }

    /** The server's own state has changed: who is banned everywhere, and which tokens no longer count. */
    public void update(Rules banned, Predicate<String> revokedTokens) {
        everywhere = banned;
        revoked = revokedTokens;
    }

    /** Whether an identity still is one: its token is neither over nor taken back. */
    public boolean isValid(Identity who, long nowMillis) {
        return who.untilMillis() > nowMillis && (who.tokenId().isEmpty() || !revoked.test(who.tokenId()));
    }

    /**
     * Whether {@code who}, coming from {@code address}, may do that in that room.
     *
     * @param address as text, empty where it is not known
     * @param roomKey the room, by {@link Folding#fold}
     * @param rules what the room's state says
     */
    public Verdict judge(Identity who, String address, String roomKey, Rules rules, Verb verb, long nowMillis) {
        if (!isValid(who, nowMillis)) {
            return Verdict.of(Verdict.Kind.NOT_ALLOWED);
        }
        Set<Right> rights = rights(who, roomKey, rules);
        if (!rights.contains(Right.ADMINISTER)) {
            // A range may hold a moderator's own address, or another's, whom no moderator may act on.
            String from = rights.contains(Right.MODERATE) ? "" : address;
            Verdict shutOut = everywhere.shutOut(who.id(), from, nowMillis);
            shutOut = shutOut.isAllowed() ? rules.shutOut(who.id(), from, nowMillis) : shutOut;
            if (!shutOut.isAllowed()) {
                return shutOut;
            }
        }
        if (verb.speaks()) {
            Verdict silenced = silenced(who, rights, rules, verb, nowMillis);
            if (!silenced.isAllowed()) {
                return silenced;
            }
        }
        return rights.contains(verb.right()) ? Verdict.ALLOWED : Verdict.of(Verdict.Kind.NOT_ALLOWED);
    }

    private Verdict silenced(Identity who, Set<Right> rights, Rules rules, Verb verb, long nowMillis) {
        if (rights.contains(Right.MODERATE)) {
            return Verdict.ALLOWED;
        }
        long muted = Math.max(everywhere.mutedUntil(who.id()), rules.mutedUntil(who.id()));
        if (muted > nowMillis) {
            return new Verdict(Verdict.Kind.MUTED, muted);
        }
        if (!isClosedTo(who, rules, verb)) {
            return Verdict.ALLOWED;
        }
        // Who may not even read is not told what the room is.
        return Verdict.of(rights.contains(Right.READ) ? Verdict.Kind.READ_ONLY : Verdict.Kind.NOT_ALLOWED);
    }

    /** Whether the door keeps somebody from speaking who is no moderator. */
    private static boolean isClosedTo(Identity who, Rules rules, Verb verb) {
        boolean closed = rules.door() == Door.READ_ONLY || (rules.announcements() && verb != Verb.REACT);
        return closed && !rules.member(who.id()).contains(Right.WRITE);
    }

    /**
     * What the door leaves of somebody's rights: the right to write is there only for who may publish. Bans and mutes
     * are not asked for, since they end by themselves.
     */
    public Set<Right> rightsAtDoor(Identity who, String roomKey, Rules rules) {
        Set<Right> rights = rights(who, roomKey, rules);
        boolean closed = !rights.contains(Right.MODERATE) && isClosedTo(who, rules, Verb.PUBLISH);
        return rights.stream().filter(right -> !closed || right != Right.WRITE).collect(Collectors.toUnmodifiableSet());
    }

    /** Every right that somebody has in a room, before anything is taken away. */
    public Set<Right> rights(Identity who, String roomKey, Rules rules) {
        if (roomKey.startsWith(OWN)) {
            // A moderator of every room moderates none of these: nobody but an administrator has any right here.
            boolean administers = administers(who);
            return administers ? EnumSet.allOf(Right.class) : Set.of();
        }
        EnumSet<Right> rights = EnumSet.noneOf(Right.class);
        rights.addAll(who.granted().in(roomKey));
        rights.addAll(rules.member(who.id()));
        rights.addAll(settled(who.id()));
        if (rules.door() != Door.INVITED) {
            rights.addAll(everybodys(who).in(roomKey));
        }
        return rights;
    }

    /** Whether somebody may read a room because something names them or it, not because everybody may. */
    public boolean isInvited(Identity who, String roomKey, Rules rules) {
        return who.granted().in(roomKey).contains(Right.READ)
                || rules.member(who.id()).contains(Right.READ)
                || settled(who.id()).contains(Right.READ);
    }

    /** The rights that an id has by a setting, in every room. */
    public Set<Right> settled(String id) {
        if (defaults.administrators().contains(id)) {
            return EnumSet.allOf(Right.class);
        }
        return defaults.moderators().contains(id) ? MODERATOR : Set.of();
    }

    private Grants everybodys(Identity who) {
        return switch (who.source()) {
            case GUEST -> defaults.guests();
            case LOGIN -> defaults.users();
            // A token that names rooms names all of them.
            case TOKEN -> who.granted() == Grants.NONE ? defaults.users() : Grants.NONE;
            case BOT -> Grants.NONE;
        };
    }

    private boolean administers(Identity who) {
        return settled(who.id()).contains(Right.ADMINISTER)
                || who.granted().everywhere().contains(Right.ADMINISTER);
    }

    /** Whether a guest who comes from there is welcome. */
    public boolean welcomesGuests(boolean local) {
        return local || defaults.guestsFromAnywhere();
    }
}
