package chat.maru.containers;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.RawHttp;
import chat.maru.support.TestMember;
import java.io.IOException;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Several applications in one server, each under its own context path. */
interface ContextChecks extends Checks {
    /** A second Maru, from the same file. */
    String SECOND = "/second";

    @Test
    default void twoMarusInOneServerKnowNothingOfEachOther() {
        String path = "/chat/" + Checks.encoded("같은 이름".replace(" ", ""));
        try (TestMember here = Checks.joined(server().ws(server().home(), path));
                TestMember there = Checks.joined(server().ws(SECOND, path))) {
            assertThat(Checks.say(here, "a", "here").getInt("n")).isEqualTo(1);
            assertThat(Checks.say(there, "a", "there").getInt("n")).isEqualTo(1);
            assertThat(Checks.say(here, "b", "still here").getInt("n")).isEqualTo(2);
        }
    }

    @Test
    default void eachContextHasADataDirectoryOfItsOwnWhenNobodySetOne() {
        assertThat(server().data(server().home()).resolve("maru.lock")).exists();
        if (server().deployed(SECOND)) {
            assertThat(server().data(SECOND).resolve("maru.lock")).exists();
            assertThat(server().data(Neighbour.CONTEXT)).doesNotExist();
        }
    }

    @Test
    default void anotherApplicationsEndpointGoesOnBesideMaru() {
        try (TestMember echo = TestMember.plain(server().ws(Neighbour.CONTEXT, "/chat/room"));
                TestMember maru = Checks.joined(room("이웃"))) {
            echo.send("들려?");
            assertThat(echo.next().getString("message")).isEqualTo("들려?");
            Checks.say(maru, "a", "here");
            echo.assertExhausted();
        }
    }

    @Test
    default void thePageAndAllThatItNamesComeUnderTheContextPath() throws IOException {
        RawHttp page = get("/");
        assertThat(page.status()).isEqualTo(200);
        Matcher reference = Pattern.compile("(?:href|src)=\"([^\"#:]+)\"").matcher(page.body());
        int references = 0;
        for (; reference.find(); references++) {
            URI found = server().http(server().home(), "/").resolve(reference.group(1));
            assertThat(RawHttp.get(server().http("/", ""), found.getRawPath()).status())
                    .as("%s", found)
                    .isEqualTo(200);
        }
        assertThat(references).isPositive();
    }

    @Test
    @Order(Late.CONTEXTS)
    default void theRootIsAContextLikeAnyOther() throws IOException {
        opensAndEnds("/");
    }

    @Test
    @Order(Late.CONTEXTS)
    default void aContextPathMayHaveTwoSegments() throws IOException {
        opensAndEnds("/a/b");
    }

    private void opensAndEnds(String context) throws IOException {
        server().deploy(context, Application.maru());
        for (String path : FOUR_PATHS) {
            try (TestMember member = Checks.joined(server().ws(context, path.formatted(Checks.encoded(KOREAN))))) {
                Checks.say(member, path, "under " + context);
            }
        }
        assertThat(RawHttp.get(server().http("/", ""), Server.path(context, "/"))
                        .status())
                .isEqualTo(200);
        assertThat(server().data(context)).exists();
        server().undeploy(context);
    }
}
