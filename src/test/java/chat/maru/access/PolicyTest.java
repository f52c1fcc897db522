package chat.maru.access;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.RightsTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The one place that answers gives the answers that the table has: who, in what room, which verb. */
class PolicyTest {
    private static final long NOW = 1_000_000;
    private static final String ROOM = "door";
    private static final String FAR = "203.0.113.9";
    private static final String NEAR = "198.51.100.1";
    private static final Grants EVERYBODYS = Grants.parse("*=rw");

    private final Policy policy = new Policy(
            new Origins(Set.of()),
            new Policy.Defaults(
                    EVERYBODYS,
                    EVERYBODYS,
                    Map.of("staff", Grants.parse("door=rw")),
                    Set.of("u:moderator"),
                    Set.of("u:administrator"),
                    true));

    @Test
    void everyCellOfTheTableIsAnsweredAsItSays() {
        policy.update(Rules.NONE, Set.of("taken-back")::contains);
        RightsTable table = RightsTable.read();
        List<String> wrong = new ArrayList<>();
        int cells = 0;
        for (String kind : table.identities()) {
            for (String room : table.rooms()) {
                for (Verb verb : Verb.values()) {
                    cells++;
                    boolean allowed = judge(kind, room, verb).isAllowed();
                    if (allowed != table.allows(kind, room, verb)) {
                        wrong.add(kind + " " + room + " " + verb + (allowed ? " is allowed" : " is denied"));
                    }
                }
            }
        }
        System.out.println("cells of the policy: " + cells + ", unexpected: " + wrong.size());
        assertThat(cells).isGreaterThan(2_500);
        assertThat(wrong).isEmpty();
    }

    private Verdict judge(String kind, String room, Verb verb) {
        String address = kind.equals("bannedAddress") ? FAR : NEAR;
        return policy.judge(who(kind), address, room.equals("hidden") ? ".server" : ROOM, rules(room), verb, NOW);
    }

    private static Identity who(String kind) {
        return switch (kind) {
            case "tokenPlain", "banned", "muted" -> token(kind, Grants.NONE);
            case "tokenRw", "expired", "revoked" -> token(kind, Grants.parse("door=rw"));
            case "tokenR" -> token(kind, Grants.parse("do*=r"));
            case "tokenRwm", "bannedModerator" -> token(kind, Grants.parse("door=rwm"));
            case "tokenOther" -> token(kind, Grants.parse("other=rwma doors=rw doo=rw d-*=rw"));
            case "tokenAll" -> token(kind, Grants.parse("*=rwma"));
            case "login" -> new Identity("u:login", kind, Identity.Source.LOGIN, Grants.NONE, Long.MAX_VALUE, "");
            case "loginRole" ->
                new Identity("u:role", kind, Identity.Source.LOGIN, Grants.parse("door=rw"), Long.MAX_VALUE, "");
            case "moderator", "administrator" -> token(kind, Grants.NONE);
            case "bot" -> new Identity("b:bot", kind, Identity.Source.BOT, Grants.NONE, Long.MAX_VALUE, "");
            case "botRw" ->
                new Identity("b:rw", kind, Identity.Source.BOT, Grants.parse("door=rw"), Long.MAX_VALUE, "");
            default -> Identity.guest("g:" + kind, kind);
        };
    }

    private static Identity token(String kind, Grants granted) {
        long until = kind.equals("expired") ? NOW : NOW + 1;
        String tokenId = kind.equals("revoked") ? "taken-back" : "good";
        return new Identity("u:" + kind, kind, Identity.Source.TOKEN, granted, until, tokenId);
    }

    private static Rules rules(String room) {
        if (room.equals("missing")) {
            return Rules.CLOSED;
        }
        Map<String, String> state = new HashMap<>(Map.of(
                "member.g:guestNamedR", "r",
                "member.g:guestNamedRw", "rw",
                "member.g:guestNamedRwm", "rwm",
                "member.g:mutedNamedRw", "rw",
                "mute.g:mutedNamedRw", "0",
                "mute.u:muted", Long.toString(NOW + 1),
                "ban.u:banned", Long.toString(NOW + 1),
                "ban.u:bannedModerator", "0",
                "kick.g:kicked", Long.toString(NOW + 1),
                "range.203.0.113.0/24", Long.toString(NOW + 1)));
        switch (room) {
            case "readOnly", "invited" -> state.put("door", room);
            case "announce" -> state.put("announcements", "true");
            case "slow" -> state.put("slowModeSeconds", "60");
            case "hidden" -> state.clear();
            default -> {}
        }
        return Rules.of(state);
    }

    @Test
    void whatATimeTookAwayComesBackWithItsEnd() {
        Rules over = Rules.of(Map.of("ban.g:guest", "" + NOW, "mute.g:guest", "" + NOW, "kick.g:guest", "" + NOW));
        for (Verb verb : List.of(Verb.ENTER, Verb.PUBLISH, Verb.REACT)) {
            assertThat(policy.judge(who("guest"), NEAR, ROOM, over, verb, NOW).isAllowed())
                    .isTrue();
            assertThat(policy.judge(who("guest"), NEAR, ROOM, over, verb, NOW - 1)
                            .isAllowed())
                    .isFalse();
        }
    }

    @Test
    void whoIsShutOutOfTheServerIsShutOutOfEveryRoom() {
        policy.update(Rules.of(Map.of("ban.g:guest", "0", "mute.g:kicked", "0")), Set.of()::contains);
        assertThat(policy.judge(who("guest"), NEAR, "any", Rules.NONE, Verb.GLANCE, NOW)
                        .kind())
                .isEqualTo(Verdict.Kind.BANNED);
        assertThat(policy.judge(who("kicked"), NEAR, "any", Rules.NONE, Verb.PUBLISH, NOW)
                        .kind())
                .isEqualTo(Verdict.Kind.MUTED);
    }

    /** Else one moderator could shut out the others, and everybody, with a range that is wide enough. */
    @Test
    void aRangeShutsOutNobodyWhoModeratesThere() {
        Rules all = Rules.of(Map.of("range.0.0.0.0/0", "0"));
        assertThat(policy.judge(who("tokenRwm"), FAR, ROOM, all, Verb.ENTER, NOW)
                        .isAllowed())
                .isTrue();
        assertThat(policy.judge(who("tokenRw"), FAR, ROOM, all, Verb.ENTER, NOW).kind())
                .isEqualTo(Verdict.Kind.BANNED);
    }
}
