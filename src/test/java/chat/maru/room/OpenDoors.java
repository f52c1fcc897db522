package chat.maru.room;

import chat.maru.access.Grants;
import chat.maru.access.Origins;
import chat.maru.access.Policy;
import chat.maru.log.LogStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Doors that everybody may pass, for tests that are not about doors. */
public final class OpenDoors {
    private static final int NAME_CODE_POINTS_MAX = 40;

    private OpenDoors() {}

    public static Doors of(LogStore store) {
        return of(store, Set.of());
    }

    /** @param moderators the ids of those who moderate every room */
    static Doors of(LogStore store, Set<String> moderators) {
        Grants all = Grants.parse("*=rw");
        Policy.Defaults defaults = new Policy.Defaults(all, all, Map.of(), moderators, Set.of(), true);
        Policy policy = new Policy(new Origins(Set.of()), defaults);
        return new Doors(policy, List.of(), true, Integer.MAX_VALUE, NAME_CODE_POINTS_MAX, store, Clock.systemUTC());
    }
}
