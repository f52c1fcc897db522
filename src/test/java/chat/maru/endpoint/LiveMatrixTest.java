package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.access.Verb;
import chat.maru.room.Glance;
import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What is never answered, held against the same table: who is seen typing, and of whom it is kept how far they have
 * read. Everybody does both at once; then the administrator types, and what has not come by then never will.
 */
class LiveMatrixTest extends MatrixHall {
    /** Typing is believed for six seconds: on a busy machine some are forgotten before the last has typed. */
    private static final int ROUNDS = 5;

    private static final int READ = 3;

    @Test
    void nobodyIsSeenTypingOrHasReadWhoMayNot() {
        for (String kind : ROOMS) {
            furnish(kind);
            kick(kind);
            Map<String, TestMember> members = new LinkedHashMap<>();
            for (String who : PEOPLE) {
                members.put(who, TestMember.v1(maru.uri("/chat/" + room(who, kind)), hello(who, kind, "")));
            }
            members.values().forEach(LiveMatrixTest::settle);
            Map<String, String> ids = new LinkedHashMap<>();
            PEOPLE.stream()
                    .filter(who -> !who.equals("expired"))
                    .forEach(who -> ids.put(who, who(who, kind).id()));
            Set<String> typing = typing(kind, members, ids);
            ids.forEach((who, id) -> {
                compare("typing", who, kind, Verb.TYPE, typing.contains(id));
                Glance glance = maru.maru()
                        .rooms()
                        .glance(name(who, kind), who(who, kind), "", true)
                        .toCompletableFuture()
                        .join();
                compare(
                        "read",
                        who,
                        kind,
                        Verb.MARK_READ,
                        glance.unread() != null && glance.unread().n() == READ);
            });
            members.values().forEach(TestMember::close);
        }
        System.out.println("cells of typing and reading: " + cells + ", unexpected: " + wrong.size());
        assertThat(wrong).isEmpty();
        assertThat(cells).isGreaterThanOrEqualTo(200);
    }

    /** Waits until a member is in and all that it has said is done, or it has been turned away. */
    private static void settle(TestMember member) {
        member.send("{\"type\":\"ping\"}");
        member.awaitOrClose("pong");
        member.rest();
    }

    /** The ids of all who are seen typing. */
    private Set<String> typing(String kind, Map<String, TestMember> members, Map<String, String> ids) {
        Set<String> seen = new HashSet<>();
        try (TestMember watcher = administrator(kind)) {
            boolean all = false;
            for (int round = 0; round < ROUNDS && !all; round++) {
                members.values().forEach(member -> member.send("{\"type\":\"read\",\"n\":" + READ + "}"));
                members.forEach((who, member) -> type(who.equals("administrator") ? null : member));
                members.values().forEach(LiveMatrixTest::settle);
                type(members.get("administrator"));
                seen.addAll(untilTyping(watcher, ids.get("administrator")));
                all = ids.entrySet().stream()
                        .allMatch(who -> seen.contains(who.getValue()) || !TABLE.allows(who.getKey(), kind, Verb.TYPE));
            }
        }
        return seen;
    }

    private static void type(@org.jspecify.annotations.Nullable TestMember member) {
        if (member != null && member.isOpen()) {
            member.send("{\"type\":\"typing\",\"on\":true}");
        }
    }

    private static Set<String> untilTyping(TestMember watcher, String last) {
        Set<String> seen = new HashSet<>();
        while (!seen.contains(last)) {
            for (JsonObject member :
                    watcher.nextLive("typing").getJsonArray("members").getValuesAs(JsonObject.class)) {
                seen.add(member.getString("id"));
            }
        }
        return seen;
    }
}
