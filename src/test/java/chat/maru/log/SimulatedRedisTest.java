package chat.maru.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.log.RedisKeys.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The Redis of the simulation is true to the real one: both answer the same to the same commands, and hold the same in
 * the end. {@code -Dmaru.test.nodeSeed} repeats one seed.
 */
class SimulatedRedisTest extends OnRedis {
    private static final int SEEDS = 40;
    private static final int COMMANDS = 250;
    private static final RedisKeys KEYS = RedisKeys.of("hall");
    private static final String ERA = RedisKeys.era(KEYS.bucket());

    private final List<String> published = new ArrayList<>();
    private SplittableRandom random;
    private RedisConnection real;
    private RedisConnection simulated;

    @Test
    void itAnswersAsTheRealOneDoes() throws IOException {
        Long repeated = Long.getLong("maru.test.nodeSeed");
        long first = repeated == null ? System.nanoTime() : repeated;
        long answers = 0;
        for (long seed = first; seed < first + (repeated == null ? SEEDS : 1); seed++) {
            redis.flushEverything();
            random = new SplittableRandom(seed);
            SimulatedServer server = new SimulatedServer(SimulatedFault.NONE, (from, wakeUp) -> published.add(""));
            simulated = new SimulatedLine(new Plain(server)).connection();
            RedisScript.load(simulated);
            try (RedisConnection connection =
                    new RedisConnection(RedisAddress.parse(redis.uri().toString()), 10_000)) {
                real = connection;
                RedisScript.load(real);
                for (int i = 0; i < COMMANDS; i++) {
                    answers += same(seed, command());
                }
                for (RedisCommand held : everything()) {
                    answers += same(seed, held);
                }
            }
        }
        assertThat(published).isNotEmpty();
        System.out.println("simulated Redis: " + answers + " answers like the real one's, seeds from " + first);
    }

    private int same(long seed, RedisCommand command) throws IOException {
        String there = told(answer(real, command));
        String here = told(answer(simulated, command));
        assertThat(here).as(() -> "seed " + seed + ": " + told(command.words())).isEqualTo(there);
        return 1;
    }

    private static Object answer(RedisConnection connection, RedisCommand command) throws IOException {
        connection.send(command);
        connection.flush();
        return connection.read();
    }

    /** Of an error only that it is one: its text is for people. */
    private static String told(Object reply) {
        if (reply instanceof byte[] bytes) {
            return "\"" + new String(bytes, StandardCharsets.ISO_8859_1) + "\"";
        } else if (reply instanceof List<?> items) {
            return items.stream().map(SimulatedRedisTest::told).toList().toString();
        }
        return reply instanceof RedisError ? "error" : String.valueOf(reply);
    }

    private List<RedisCommand> everything() {
        List<RedisCommand> all = new ArrayList<>(List.of(
                RedisCommand.of("GET", KEYS.of(Part.ROW)),
                RedisCommand.of("GET", ERA),
                RedisCommand.of("XRANGE", KEYS.of(Part.HEADS), "-", "+"),
                RedisCommand.of("XRANGE", KEYS.of(Part.SAID), "-", "+"),
                RedisCommand.of("LRANGE", KEYS.of(Part.TRIMS), 0, -1),
                RedisCommand.of("ZRANGEBYLEX", KEYS.of(Part.ROOMS), "-", "+"),
                RedisCommand.of("ZRANGEBYLEX", KEYS.of(Part.IDS), "-", "+"),
                RedisCommand.of("ZRANGEBYLEX", KEYS.of(Part.ABOUT), "-", "+")));
        for (Part part : List.of(Part.BODIES, Part.MARKS, Part.STATE, Part.READS)) {
            for (int i = 0; i < 12; i++) {
                all.add(RedisCommand.of("HGET", KEYS.of(part), field(i)));
            }
        }
        return all;
    }

    private RedisCommand command() {
        int dice = random.nextInt(100);
        if (dice < 40) {
            return commit();
        } else if (dice < 50) {
            return RedisPage.read(KEYS, 1 + random.nextInt(12), 1 + random.nextInt(6), 1 + random.nextInt(60));
        } else if (dice < 62) {
            return history();
        } else if (dice < 68) {
            return RedisScript.MARK
                    .on(KEYS.of(Part.ROW, Part.READS))
                    .add(random.nextInt(4) == 0 ? "another" : "epoch")
                    .add(field(random.nextInt(6)))
                    .add(random.nextInt(20));
        } else if (dice < 70) {
            return RedisScript.FORGET
                    .on(List.of(KEYS.of(Part.READS)))
                    .add(random.nextBoolean() ? "1" : "")
                    .add(random.nextInt(3));
        } else if (dice < 74) {
            return RedisScript.WROTE
                    .on(KEYS.of(Part.ROW, Part.IDS, Part.BODIES))
                    .add(id().substring(0, 3));
        }
        return look();
    }

    private RedisCommand history() {
        int parting = random.nextInt(12);
        return RedisScript.HISTORY
                .on(KEYS.of(Part.ROW, Part.HEADS, Part.SAID, Part.BODIES, Part.ABOUT, Part.MARKS))
                .add(random.nextInt(4) == 0 ? "+" : parting)
                .add(parting + 1)
                .add(random.nextInt(4))
                .add(random.nextInt(4))
                .add(random.nextInt(80));
    }

    private RedisCommand look() {
        return switch (random.nextInt(14)) {
            case 0 -> RedisCommand.of("MGET", KEYS.of(Part.ROW), RedisKeys.nothing(KEYS.bucket()), ERA);
            case 1 -> RedisCommit.replace(ERA, era(), era());
            case 2 -> RedisCommand.of("ZCARD", KEYS.of(Part.ROOMS));
            case 3 -> RedisCommand.of("ZLEXCOUNT", KEYS.of(Part.ROOMS), "[.", "(/");
            case 4 -> KEYS.beginning(Part.IDS, id().substring(0, 3));
            case 5 -> KEYS.beginning(Part.IDS, id()).add("LIMIT").add(0).add(1);
            case 6 -> RedisCommand.of("XRANGE", KEYS.of(Part.HEADS), "-", "+", "COUNT", 1 + random.nextInt(3));
            case 7 -> {
                String n = random.nextInt(12) + "-0";
                yield RedisCommand.of("XRANGE", KEYS.of(Part.HEADS), n, n);
            }
            case 8 -> RedisCommand.of("LRANGE", KEYS.of(Part.TRIMS), 0, -1);
            case 9 -> RedisCommand.of("HGET", KEYS.of(Part.BODIES), field(random.nextInt(12)));
            case 10 -> RedisCommand.of("GET", ERA);
            case 11 -> RedisCommand.of("SETRANGE", RedisKeys.nothing(KEYS.bucket()), 0, "");
            case 12 -> RedisCommand.of("PUBLISH", KEYS.channel(), "");
            default ->
                RedisCommand.of(
                        "ZRANGEBYLEX", KEYS.of(Part.ROOMS), random.nextBoolean() ? "-" : "(a", "+", "LIMIT", 0, 2);
        };
    }

    /** Empty now and then: there is none at first. */
    private String era() {
        int dice = random.nextInt(4);
        return dice == 0 ? "" : "era" + dice;
    }

    /** Any changes, in any order: what the product never sends together may be together here. */
    private RedisCommand commit() {
        String row = random.nextInt(8) == 0 ? "another row" : row();
        RedisCommit commit = new RedisCommit(KEYS, row);
        if (random.nextInt(3) == 0) {
            commit.absent(field(random.nextInt(3)), field(random.nextInt(12)));
        }
        for (int left = random.nextInt(5); left > 0; left--) {
            change(commit);
        }
        if (random.nextInt(6) > 0) {
            commit.put(Part.ROW, "SET", "sum epoch " + random.nextInt(1, 6) + " " + random.nextInt(12) + " rest");
        }
        if (random.nextInt(4) > 0) {
            return commit.command();
        }
        commit.put(Part.ROW, "SET", RedisRoom.empty("epoch").named("Hall").text());
        return commit.command().add(2).add("PUBLISH").add(0).add(KEYS.channel()).add("epoch 0 node");
    }

    private String row() {
        try {
            Object row = simulated.call(RedisCommand.of("GET", KEYS.of(Part.ROW)));
            return row == null ? "" : new String((byte[]) row, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void change(RedisCommit commit) {
        int n = random.nextInt(12);
        switch (random.nextInt(16)) {
            case 0, 1, 2 ->
                commit.put(Part.HEADS, "XADD", n + "-0", "h", bytes(), "e", random.nextBoolean() ? "" : "1,2");
            case 3, 4 -> commit.put(Part.SAID, "XADD", n + "-0", "", "");
            case 5, 6 -> commit.put(Part.BODIES, "HSET", field(n), bytes(), field(n + 1), "");
            case 7 -> commit.put(Part.BODIES, "HDEL", field(n), field(n + 1));
            case 8 -> commit.put(Part.IDS, "ZADD", 0, id(), 0, id());
            case 9 -> commit.put(Part.IDS, "ZREM", id());
            case 10 -> commit.put(Part.ABOUT, "ZADD", 0, about(n));
            case 11 ->
                commit.put(
                        Part.ABOUT,
                        "ZREMRANGEBYLEX",
                        "[" + RedisKeys.about(Kind.EDIT, 0),
                        "(" + RedisKeys.about(Kind.EDIT, n));
            case 12 -> commit.put(random.nextBoolean() ? Part.HEADS : Part.SAID, "XTRIM", "MINID", n);
            case 13 -> trims(commit);
            case 14 -> commit.put(Part.MARKS, random.nextBoolean() ? "HSET" : "HDEL", words(field(n)));
            default -> rare(commit);
        }
    }

    private void trims(RedisCommit commit) {
        if (random.nextBoolean()) {
            commit.put(Part.TRIMS, "RPUSH", "item" + random.nextInt(4));
        } else if (random.nextBoolean()) {
            commit.put(Part.TRIMS, "RPOP");
        } else {
            commit.put(Part.TRIMS, "LREM", 1, "item" + random.nextInt(4));
        }
    }

    private void rare(RedisCommit commit) {
        switch (random.nextInt(4)) {
            case 0 -> commit.put(Part.values()[1 + random.nextInt(9)], "UNLINK");
            case 1 ->
                commit.put(
                        Part.ROOMS, "ZADD", 0, List.of("hall", ".server", "b").get(random.nextInt(3)));
            case 2 -> commit.put(Part.ROOMS, "ZREM", "hall");
            default -> commit.put(Part.STATE, "HSET", "topic", "text");
        }
    }

    private Object[] words(String field) {
        return new Object[] {field, "+1"};
    }

    private static String field(int n) {
        return Integer.toString(n);
    }

    private String id() {
        return RedisKeys.id(field(random.nextInt(3)), field(random.nextInt(12)))
                + String.format("%016d", random.nextInt(12));
    }

    private String about(int of) {
        return RedisKeys.about(random.nextBoolean() ? Kind.EDIT : Kind.REACTION, of)
                + String.format("%016d", of + 1 + random.nextInt(4));
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(1, 30)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** No time, and no cut. */
    private record Plain(SimulatedServer server) implements SimulatedLine.Peer {
        @Override
        public void before() {}

        @Override
        public Object run(List<String> command) {
            return server.run(command);
        }

        @Override
        public void after() {}

        @Override
        public void check() {}
    }
}
