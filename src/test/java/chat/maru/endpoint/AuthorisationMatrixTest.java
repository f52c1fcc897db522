package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.Verb;
import chat.maru.room.Glance;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The same table as the policy's, asked of a whole server over its sockets: whoever is in no way allowed to do
 * something is not obeyed, live, resumed, looking back, or looking from outside. {@code AuthorisationMatrixIT} asks the
 * same over HTTP.
 */
class AuthorisationMatrixTest extends MatrixHall {
    @Test
    void nobodyMayMoreOverTheSocketsThanTheTableSays() throws IOException {
        ROOMS.forEach(this::furnish);
        for (String who : PEOPLE) {
            for (String kind : ROOMS) {
                if (who.equals("kicked")) {
                    kick(kind);
                }
                ask(who, kind);
            }
            ask(who, "missing");
        }
        System.out.println("cells over the sockets: " + cells + ", unexpected: " + wrong.size());
        assertThat(wrong).isEmpty();
        assertThat(cells).isGreaterThan(1_300);
    }

    private void ask(String who, String kind) throws IOException {
        Map<Verb, Boolean> live = talk(who, kind, "");
        if (kind.equals("missing")) {
            // What nobody has said nobody can delete, whatever else they may.
            live.remove(Verb.DELETE_ANY);
        }
        live.forEach((verb, allowed) -> compare("live", who, kind, verb, allowed));
        // Whoever may not be there is told nothing by asking for what was there before.
        Map<Verb, Boolean> resumed = talk(who, kind, ",\"after\":{\"n\":0}");
        compare("resume", who, kind, Verb.ENTER, resumed.get(Verb.ENTER));
        compare("resume", who, kind, Verb.HISTORY, resumed.get(Verb.HISTORY));
        if (!kind.equals("missing") && !who.equals("expired")) {
            Glance glance = maru.maru()
                    .rooms()
                    .glance(name(who, kind), who(who, kind), "", false)
                    .toCompletableFuture()
                    .join();
            compare("glance", who, kind, Verb.GLANCE, glance.head().n() > 0);
        }
    }

    private Map<Verb, Boolean> talk(String who, String kind, String after) throws IOException {
        int target = 1 + TABLE.identities().indexOf(who);
        Interview interview = new Interview(after.isEmpty() ? "" : "again", target);
        interview.hold(maru.uri("/chat/" + room(who, kind)), hello(who, kind, after));
        interview.surprises().forEach(surprise -> wrong.add(who + " " + kind + " " + surprise));
        return interview.may();
    }
}
