package chat.maru.log;

import chat.maru.log.RedisKeys.Part;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One Redis of a simulation, with a replica that lags. Every command is one step; so is every script. One thread. */
final class SimulatedServer {
    private static final String INFO = "redis_version:7.0.15\nrole:master\nmaxmemory_policy:noeviction\n"
            + "aof_enabled:1\nmaster_replid:%s\nmaster_replid2:%s\n";
    private static final Map<String, RedisScript> SCRIPTS =
            Stream.of(RedisScript.values()).collect(Collectors.toMap(SimulatedServer::hash, Function.identity()));
    private static final Map<String, String> HASHES = new HashMap<>();
    private static final RedisKeys HALL = RedisKeys.of("hall");
    private static final String BUCKET = HALL.of(Part.ROOMS).replace("rooms", "");
    /** Commands that the replica is behind, at most. */
    private static final int LAG_MAX = 12;

    private final SimulatedKeyspace data;
    private final SimulatedCommands commands;
    private final SimulatedScripts scripts;
    private final SimulatedFault fault;
    private final SimulatedServer replica;
    private final Deque<List<String>> lag = new ArrayDeque<>();
    private final Set<String> loaded = new HashSet<>();
    /** Of replication: another after each start, and after each failover. */
    private int id;
    /** Of replication, before this one was promoted; 0 where it was not, since its last start. */
    private int formerId;

    private boolean isGone;

    SimulatedServer(SimulatedFault fault, BiConsumer<SimulatedServer, List<String>> published) {
        this(new SimulatedKeyspace(), fault, published, true);
        id = 1;
    }

    private SimulatedServer(
            SimulatedKeyspace data,
            SimulatedFault fault,
            BiConsumer<SimulatedServer, List<String>> published,
            boolean hasReplica) {
        this.data = data;
        this.fault = fault;
        commands = new SimulatedCommands(data, (channel, message) -> published.accept(this, List.of(channel, message)));
        scripts = new SimulatedScripts(data, commands, fault);
        replica = hasReplica ? new SimulatedServer(data.copy(), fault, (server, none) -> {}, false) : null;
    }

    private static String hash(RedisScript script) {
        return new String(script.on(List.of()).words().get(1), StandardCharsets.US_ASCII);
    }

    /** What stands here in place of this one after a failover, when so many commands more have reached the replica. */
    SimulatedServer promoted(int more, BiConsumer<SimulatedServer, List<String>> published) {
        for (int left = more; left > 0 && !lag.isEmpty(); left--) {
            replica.change(lag.remove());
        }
        SimulatedServer promoted = new SimulatedServer(replica.data, fault, published, true);
        promoted.id = fault == SimulatedFault.SAME_REPLICATION_ID ? id : id + 1;
        promoted.formerId = id;
        return promoted;
    }

    int lag() {
        return lag.size();
    }

    SimulatedKeyspace data() {
        return data;
    }

    /** Nobody answers here any more. */
    void end() {
        isGone = true;
    }

    boolean isGone() {
        return isGone;
    }

    /** Whether a node has been here since it took over, if it has: its era says so. */
    boolean isSeen() {
        String era = data.get(RedisKeys.era(HALL.bucket()));
        return era == null || era.endsWith(" " + told(id));
    }

    /** It has been away, and kept all but its scripts. */
    void restarted() {
        loaded.clear();
        id++;
        formerId = 0;
    }

    Object run(List<String> words) {
        return switch (words.get(0)) {
            case "INFO" -> SimulatedCommands.bytes(String.format(INFO, told(id), told(formerId)));
            case "CONFIG" ->
                SimulatedCommands.list(List.of(words.get(2), words.get(2).equals("appendfsync") ? "always" : "no"));
            case "SCRIPT" -> {
                loaded.add(HASHES.computeIfAbsent(words.get(2), SimulatedServer::hash));
                yield SimulatedCommands.bytes("OK");
            }
            case "EVALSHA" -> loaded.contains(words.get(1)) ? evaluated(words) : new RedisError("NOSCRIPT No script");
            case "SET" -> changed(words);
            default -> commands.run(words);
        };
    }

    private static String told(int id) {
        return String.format("%040x", id);
    }

    private static String hash(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private Object evaluated(List<String> words) {
        RedisScript script = SCRIPTS.get(words.get(1));
        if (fault == SimulatedFault.COMMIT_FORGOTTEN && script == RedisScript.COMMIT && isOfHall(words)) {
            return 1L;
        }
        if (script == RedisScript.PAGE && fault == SimulatedFault.READS_FROM_REPLICA) {
            return replica.evaluate(words);
        }
        return script == RedisScript.COMMIT || script == RedisScript.MARK ? changed(words) : evaluate(words);
    }

    /** Whether it is a script that changes the room, and not an era. */
    private static boolean isOfHall(List<String> words) {
        return words.size() > 3 && words.get(3).equals(HALL.of(Part.ROW));
    }

    private Object changed(List<String> words) {
        List<String> done = fault == SimulatedFault.EPOCH_KEPT ? withOldEpoch(words) : words;
        Object reply = change(done);
        if (replica != null && !words.get(words.size() > 3 ? 3 : 1).startsWith(BUCKET)) {
            // Eras of other buckets: so many that all else would be replicated behind them.
            replica.change(done);
        } else if (replica != null
                && !Long.valueOf(0).equals(reply)
                && !Long.valueOf(2).equals(reply)) {
            lag.add(done);
            if (lag.size() > LAG_MAX) {
                replica.change(lag.remove());
            }
        }
        return reply;
    }

    private Object change(List<String> words) {
        return words.get(0).equals("EVALSHA") ? evaluate(words) : commands.run(words);
    }

    private Object evaluate(List<String> words) {
        int args = 3 + Integer.parseInt(words.get(2));
        return scripts.run(SCRIPTS.get(words.get(1)), words.subList(3, args), words.subList(args, words.size()));
    }

    private List<String> withOldEpoch(List<String> words) {
        String before = isOfHall(words) ? data.get(words.get(3)) : null;
        int at = words.lastIndexOf("SET") + 2;
        if (before == null || at < 4) {
            return words;
        }
        List<String> changed = new ArrayList<>(words);
        changed.set(at, row(words.get(at)).renewed(row(before).epoch()).text());
        return changed;
    }

    /** A row as this Redis has it. */
    static RedisRoom row(String text) {
        try {
            return RedisRoom.of(SimulatedCommands.bytes(text));
        } catch (RedisDamage e) {
            throw new IllegalStateException("a row is no row: " + text, e);
        }
    }
}
