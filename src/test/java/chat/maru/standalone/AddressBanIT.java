package chat.maru.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.MaruProcess;
import chat.maru.support.RawHttp;
import chat.maru.support.TestMember;
import chat.maru.support.TestTokens;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bans of address ranges, on the runnable WAR behind a proxy that says where everybody comes from. */
class AddressBanIT {
    private static final int BANNED = 4511;

    /** A second is promised; ten times that on a busy machine. */
    private static final Duration CUT = Duration.ofSeconds(10);

    private static final int ROOMS = 3;

    @TempDir
    static Path data;

    private static MaruProcess maru;
    private static int ids;

    @BeforeAll
    static void start() throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "-Dmaru.proxies=127.0.0.1",
                "-Dmaru.guests=true",
                "-Dmaru.moderators=u:kim",
                "-Dmaru.administrators=u:root"));
        String[] settings = TestTokens.settings();
        for (int i = 0; i < settings.length; i += 2) {
            options.add("-D" + settings[i] + "=" + settings[i + 1]);
        }
        maru = MaruProcess.start(data, options.toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        maru.close();
    }

    /** In columns: the range, addresses in it as proxies write them, one that is not in it. */
    @ParameterizedTest
    @CsvSource({
        "198.51.100.0/24, 198.51.100.7, ::ffff:198.51.100.255, 198.51.101.7",
        "192.0.2.128/25, 192.0.2.130:4711, ::ffff:c000:2ff, 192.0.2.127",
        "::ffff:203.0.113.0/120, 203.0.113.1, ::ffff:203.0.113.9, 2001:db8::203",
        "2001:db8:7::/48, 2001:db8:7::1, [2001:DB8:7:ffff::2]:443, 2001:db8:8::1",
        "2001:db8:9::5, 2001:db8:9::5, 2001:db8:9:0::5, 2001:db8:9::6"
    })
    void aBannedRangeIsCutAndKeptOutAndNobodyElse(String range, String inside, String alsoInside, String outside)
            throws IOException {
        String room = "hall" + ++ids;
        try (TestMember kim = join("kim", room, inside);
                TestMember root = join("root", room, alsoInside);
                TestMember bob = join("bob", room, inside);
                TestMember cat = join("cat", room, alsoInside);
                TestMember dan = join("dan", room, outside);
                TestMember elsewhere = join("bob", "another", inside)) {
            long asked = System.nanoTime();
            ban(kim, range, 0);
            assertThat(bob.closeCode()).isEqualTo(BANNED);
            assertThat(cat.closeCode()).isEqualTo(BANNED);
            assertCut(asked, "the connections from " + range);
            for (TestMember banned : List.of(bob, cat)) {
                assertThat(banned.closeReason()).isEqualTo("banned");
            }
            assertStays(kim, root, dan, elsewhere);
            assertThat(closeOf("eve", room, inside)).isEqualTo(BANNED);
            assertRefused("eve", room, inside);
            assertRefused("eve", room, alsoInside);
            join("root", room, inside).close();
            join("eve", room, outside).close();
            assertThat(read("root", room, alsoInside).status()).isEqualTo(200);
            assertThat(read("eve", room, outside).status()).isEqualTo(200);
            command(kim, "\"act\":\"unban\",\"member\":\"u:nobody\",\"addresses\":\"" + range + "\"");
            join("eve", room, inside).close();
        }
    }

    @Test
    void aBanOfWhereSomebodyIsHoldsTheNextWhoComesFromThere() throws IOException {
        try (TestMember kim = join("kim", "member", "192.0.2.1");
                TestMember bob = join("bob", "member", "2001:db8:5:5::1");
                TestMember next = join("next", "member", "2001:db8:5:5:ffff::2");
                TestMember far = join("far", "member", "2001:db8:5:6::1")) {
            command(kim, "\"act\":\"ban\",\"member\":\"u:bob\",\"addresses\":\"member\"");
            assertThat(bob.closeCode()).isEqualTo(BANNED);
            assertThat(next.closeCode()).isEqualTo(BANNED);
            assertStays(kim, far);
            assertThat(closeOf("eve", "member", "2001:db8:5:5::9")).isEqualTo(BANNED);
            String bearer = "Authorization: Bearer " + TestTokens.of("kim", Map.of());
            RawHttp audit = RawHttp.get(maru.http("/"), "/api/v1/rooms/member/audit", bearer);
            assertThat(audit.body()).as("what was banned").contains("2001:db8:5:5::/64");
        }
    }

    @Test
    void aBanOfTheServerCutsTheRangeInEveryRoomAndEnds() throws IOException {
        String range = "198.18.0.0/15";
        List<TestMember> inside = new ArrayList<>();
        try (TestMember root = join("root", "room0", "198.18.0.1");
                TestMember outside = join("dan", "room0", "198.20.0.1")) {
            root.publish("a", "a room that is there");
            root.skipTo("ack");
            for (int i = 0; i < ROOMS; i++) {
                inside.add(join("bob", "room" + i, "198.18.0." + i));
                inside.add(join("cat", "room" + i, "::ffff:198.19.255." + i));
            }
            long asked = System.nanoTime();
            RawHttp answer =
                    moderate("{\"act\":\"ban\",\"member\":\"u:nobody\",\"seconds\":3,\"addresses\":\"" + range + "\"}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            for (TestMember banned : inside) {
                assertThat(banned.closeCode()).isEqualTo(BANNED);
            }
            assertCut(asked, inside.size() + " connections in " + ROOMS + " rooms");
            assertThat(closeOf("eve", "fresh", "198.19.0.1")).isEqualTo(BANNED);
            assertRefused("eve", "room0", "198.19.0.1");
            assertStays(root, outside);
            awaitEnd();
            Duration out = Duration.ofNanos(System.nanoTime() - asked);
            System.out.println("a ban of 3 s held for " + out.toMillis() + " ms");
            assertThat(out).isBetween(Duration.ofMillis(2_900), Duration.ofSeconds(30));
            assertThat(read("eve", "room0", "198.19.0.1").status()).isEqualTo(200);
        } finally {
            inside.forEach(TestMember::close);
        }
    }

    private static void awaitEnd() {
        long deadline = System.nanoTime() + MaruProcess.DEADLINE.toNanos();
        while (closeOf("eve", "fresh", "198.19.0.1") == BANNED) {
            assertThat(System.nanoTime()).as("the ban does not end").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static TestMember join(String who, String room, String address) {
        TestMember member = arrive(who, room, address);
        member.next("welcome");
        return member;
    }

    private static TestMember arrive(String who, String room, String address) {
        String hello = "{\"type\":\"hello\",\"token\":\"" + TestTokens.of(who, Map.of()) + "\"}";
        return TestMember.v1(maru.ws("/chat/" + room), Map.of("X-Forwarded-For", address))
                .send(hello);
    }

    /** How a connection ends that is not let in; 0 for one that is. */
    private static int closeOf(String who, String room, String address) {
        try (TestMember member = arrive(who, room, address)) {
            member.send("{\"type\":\"ping\",\"id\":\"p\"}");
            long deadline = System.nanoTime() + TestMember.DEADLINE.toNanos();
            while (member.isOpen() && !member.peek("welcome")) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                LockSupport.parkNanos(1_000_000);
            }
            return member.peek("welcome") ? 0 : member.closeCode();
        }
    }

    private static RawHttp read(String who, String room, String address) throws IOException {
        String bearer = "Authorization: Bearer " + TestTokens.of(who, Map.of());
        return RawHttp.get(
                maru.http("/"), "/api/v1/rooms/" + room + "/messages", bearer, "X-Forwarded-For: " + address);
    }

    /** Neither read nor written over REST. */
    private static void assertRefused(String who, String room, String address) throws IOException {
        String bearer = "Authorization: Bearer " + TestTokens.of(who, Map.of());
        String from = "X-Forwarded-For: " + address;
        RawHttp written = RawHttp.send(
                maru.http("/"),
                "POST",
                "/api/v1/rooms/" + room + "/messages",
                "{\"text\":\"let me in\"}",
                bearer,
                from,
                "Content-Type: application/json");
        for (RawHttp answer : List.of(read(who, room, address), written)) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(403);
            assertThat(json(answer.body()).getString("code")).isEqualTo("notAllowed");
        }
    }

    private static void ban(TestMember moderator, String range, int seconds) {
        command(
                moderator,
                "\"act\":\"ban\",\"member\":\"u:nobody\",\"seconds\":" + seconds + ",\"addresses\":\"" + range + "\"");
    }

    private static void command(TestMember from, String fields) {
        from.send("{\"type\":\"moderate\",\"id\":\"c" + ++ids + "\"," + fields + "}");
        from.skipTo("ack");
    }

    private static RawHttp moderate(String body) throws IOException {
        String bearer = "Authorization: Bearer " + TestTokens.of("root", Map.of());
        return RawHttp.send(
                maru.http("/"), "POST", "/api/v1/moderation", body, bearer, "Content-Type: application/json");
    }

    /** Each is there still, and is answered. */
    private static void assertStays(TestMember... members) {
        for (TestMember member : members) {
            member.send("{\"type\":\"ping\",\"id\":\"p\"}");
            member.skipTo("pong");
            assertThat(member.isOpen()).isTrue();
        }
    }

    private static void assertCut(long asked, String what) {
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        System.out.println("a ban cut " + what + " within " + took.toMillis() + " ms");
        assertThat(took).isLessThan(CUT);
    }

    private static JsonObject json(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        }
    }
}
