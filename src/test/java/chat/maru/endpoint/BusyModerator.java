package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.TestMember;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;

/**
 * A moderator with two connections who does what a seed says to people who are there, and keeps what was accepted. Some
 * commands go out on both connections at once, as those of a client that came back too early. Of one thread.
 */
final class BusyModerator implements Callable<List<BusyModerator.Done>> {
    /** One in so many is sent twice. */
    private static final int TWICE = 4;

    private static final List<String> ENDS = List.of("", ",\"seconds\":3600", ",\"seconds\":1");

    private final String name;
    private final TestMember one;
    private final TestMember two;
    private final List<String> people;
    private final Random random;
    private final int acts;
    private final List<Long> messages = new ArrayList<>(List.of(1L));
    private final List<Done> done = new ArrayList<>();

    BusyModerator(String name, TestMember one, TestMember two, List<String> people, Random random, int acts) {
        this.name = name;
        this.one = one;
        this.two = two;
        this.people = people;
        this.random = random;
        this.acts = acts;
    }

    /** What was acknowledged: who asked, under which id, and the entry. */
    record Done(String author, String id, long n) {}

    @Override
    public List<Done> call() {
        for (int i = 0; i < acts; i++) {
            String id = name + i;
            String frame = "{\"id\":\"" + id + "\"," + next() + "}";
            boolean twice = random.nextInt(TWICE) == 0;
            one.send(frame);
            if (twice) {
                two.send(frame);
            }
            JsonObject answer = answer(one, id);
            if (twice) {
                assertThat(position(answer(two, id)))
                        .as("%s was answered %s first", frame, answer)
                        .isEqualTo(position(answer));
            }
            if (position(answer) > 0) {
                done.add(new Done("u:" + name, id, position(answer)));
            }
        }
        return done;
    }

    private String next() {
        String member = "u:" + people.get(random.nextInt(people.size()));
        String end = ENDS.get(random.nextInt(ENDS.size()));
        return switch (random.nextInt(14)) {
            case 0, 1 -> ModeratedHall.act("mute", member, end);
            case 2, 3 -> ModeratedHall.act("unmute", member, "");
            case 4 -> ModeratedHall.act("ban", member, end + ",\"hide\":" + random.nextBoolean());
            case 5, 6, 7 -> ModeratedHall.act("unban", member, "");
            case 8 -> ModeratedHall.act("kick", member, "");
            case 9 -> ModeratedHall.act("hide", member, "");
            case 10 ->
                ModeratedHall.act("member", member, ",\"rights\":\"" + (random.nextBoolean() ? "rw" : "") + "\"");
            case 11 -> "\"type\":\"delete\",\"of\":" + messages.get(random.nextInt(messages.size()));
            case 12 -> set("topic", "topic " + random.nextInt(100));
            default -> random.nextBoolean() ? set("announcements", "true") : set("announcements", "");
        };
    }

    private static String set(String key, String value) {
        return "\"type\":\"set\",\"key\":\"" + key + "\",\"value\":\"" + value + "\"";
    }

    private JsonObject answer(TestMember member, String id) {
        for (JsonObject frame = member.next(); ; frame = member.next()) {
            if (frame.getString("type").equals("message")) {
                messages.add((long) frame.getInt("n"));
            } else if (!frame.containsKey("m") && frame.getString("id", "").equals(id)) {
                return frame;
            }
        }
    }

    /** Where it was stored; 0 where that was refused, which of these commands only a deletion may be. */
    private static long position(JsonObject answer) {
        boolean acked = answer.getString("type").equals("ack");
        if (!acked) {
            assertThat(answer.getString("code")).as("%s", answer).isEqualTo("noTarget");
        }
        return acked ? answer.getInt("n") : 0;
    }
}
