package chat.maru.containers;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.RawHttp;
import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who has logged in is that person in every room, and may what the roles give. */
interface LoginRoomChecks extends Checks {
    /** What a guest's secret looks like. */
    String GUEST_SECRET = "mVq0Zr5cXw2sT8yBnE4uGA";

    @Test
    default void whoHasLoggedInIsKnownByTheirLogin() throws IOException {
        for (String name : List.of("kim", "sora")) {
            try (TestMember member = Employee.logIn(server(), name).join("lobby")) {
                JsonObject you = member.next("welcome").getJsonObject("you");
                assertThat(you.getString("id")).isEqualTo("u:" + name);
                assertThat(you.getString("name")).isEqualTo(name);
            }
        }
    }

    @Test
    default void twoWhoHaveLoggedInAreTwo() throws IOException {
        try (TestMember kim = Checks.caughtUp(Employee.logIn(server(), "kim").join("lobby"));
                TestMember sora =
                        Checks.caughtUp(Employee.logIn(server(), "sora").join("lobby"))) {
            Checks.say(kim, "k1", "kim here");
            assertThat(sora.skipTo("message").getJsonObject("from").getString("id"))
                    .isEqualTo("u:kim");
            Checks.say(sora, "s1", "and sora");
            JsonObject from = kim.skipTo("message").getJsonObject("from");
            assertThat(from.getString("id")).isEqualTo("u:sora");
            assertThat(from.getString("name")).isEqualTo("sora");
        }
    }

    @Test
    default void aRoleGivesTheRightsThatItsSettingNames() throws IOException {
        assertThat(rights("hana", "lobby")).isEqualTo("rw");
        assertThat(rights("kim", "lobby")).isEqualTo("rw");
        assertThat(rights("kim", "team-a")).isEqualTo("rw");
        assertThat(rights("minho", "team-a")).isEqualTo("rwm");
        assertThat(rights("minho", "board")).isEqualTo("rwm");
        assertThat(rights("boss", "board")).contains("r", "w", "m");
    }

    private String rights(String name, String room) throws IOException {
        try (TestMember member = Employee.logIn(server(), name).join(room)) {
            return member.next("welcome").getJsonObject("you").getString("rights");
        }
    }

    @Test
    default void aRoomOutsideOfTheRoleAnswersLikeOneThatIsMissing() throws IOException {
        try (TestMember kim = Checks.caughtUp(Employee.logIn(server(), "kim").join("team-b"))) {
            Checks.say(kim, "b1", "for staff");
        }
        Employee hana = Employee.logIn(server(), "hana");
        for (String room : List.of("team-b", "team-that-is-not")) {
            try (TestMember refused = hana.join(room)) {
                assertThat(refused.closeCode()).as(room).isEqualTo(4507);
            }
        }
        RawHttp closed = hana.get("/api/v1/rooms/team-b/messages");
        RawHttp missing = hana.get("/api/v1/rooms/team-that-is-not/messages");
        assertThat(closed.status()).isEqualTo(404);
        assertThat(missing.status()).isEqualTo(404);
        assertThat(closed.body()).isEqualTo(missing.body());
    }

    @Test
    default void theLoginIsBelievedBeforeATokenAndAGuestsSecret() throws IOException {
        RawHttp made = Employee.logIn(server(), "boss")
                .postJson("/api/v1/bots", "{\"name\":\"before\",\"rooms\":{\"*\":\"rwm\"}}");
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        String token = made.body().replaceFirst("(?s).*\"token\":\"([^\"]+)\".*", "$1");
        String hello = "{\"type\":\"hello\",\"token\":\"" + token + "\",\"guest\":\"" + GUEST_SECRET
                + "\",\"name\":\"somebody\"}";
        Employee kim = Employee.logIn(server(), "kim");
        try (TestMember member = kim.join("lobby", hello)) {
            JsonObject you = member.next("welcome").getJsonObject("you");
            assertThat(you.getString("id")).isEqualTo("u:kim");
            assertThat(you.getString("name")).isEqualTo("kim");
            assertThat(you.getString("rights")).isEqualTo("rw");
        }
        // Over HTTP too: the bot could read there, and kim cannot.
        assertThat(kim.get("/api/v1/rooms/board/messages", "Authorization: Bearer " + token)
                        .status())
                .isEqualTo(404);
    }
}
