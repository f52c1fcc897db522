package chat.maru.standalone;

import chat.maru.support.WireSocket;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A member that keeps the rules, and notes when it gets what others of its kind say. What it says tells the number of
 * the phase, its author, the author's count, and when it was meant to be sent. Thread-safe.
 */
final class Regular implements AutoCloseable {
    private static final String WORD = "regular ";

    private final int number;
    private final WireSocket socket;
    private final Thread reader = new Thread(this::read, "regular");

    /** Of the thread that speaks. */
    private int said;

    /** Nanoseconds from when it was meant to be sent, by phase. Guarded by this, like all below. */
    private final Map<Integer, List<Long>> delays = new HashMap<>();

    private final Map<Integer, Integer> heard = new HashMap<>();
    private final List<String> troubles = new ArrayList<>();
    private long position = -1;
    private long ofOthers;
    private int acked;
    private boolean closed;

    Regular(URI room, int number, String address) throws IOException {
        this.number = number;
        this.socket = WireSocket.connect(room, 0, "X-Forwarded-For: " + address);
        socket.send("{\"type\":\"hello\",\"name\":\"regular " + number + "\"}");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Says the next thing.
     *
     * @param meant when that was meant to be, in {@link System#nanoTime}
     */
    void say(int phase, long meant) throws IOException {
        String text = WORD + phase + " " + number + " " + said + " " + meant;
        socket.send("{\"type\":\"publish\",\"id\":\"" + said++ + "\",\"text\":\"" + text + "\"}");
    }

    private void read() {
        try {
            while (true) {
                String frame = socket.read();
                long now = System.nanoTime();
                for (JsonValue value : Publisher.array(frame)) {
                    take(value.asJsonObject(), now);
                }
            }
        } catch (IOException | RuntimeException e) {
            synchronized (this) {
                if (!closed) {
                    troubles.add("regular " + number + " was cut off: " + e);
                }
                notifyAll();
            }
        }
    }

    private synchronized void take(JsonObject object, long now) {
        switch (object.getString("type")) {
            case "welcome", "presence" -> {}
            case "caughtUp" -> position = object.getJsonNumber("n").longValueExact();
            case "ack" -> acked++;
            case "message" -> message(object, now);
            default -> troubles.add("regular " + number + " was told " + object);
        }
        notifyAll();
    }

    private void message(JsonObject object, long now) {
        long n = object.getJsonNumber("n").longValueExact();
        if (n != position + 1) {
            troubles.add("regular " + number + " got " + n + " after " + position);
        }
        position = n;
        String text = object.getString("text");
        if (!text.startsWith(WORD)) {
            ofOthers++;
            return;
        }
        String[] words = text.split(" ");
        int author = Integer.parseInt(words[2]);
        int count = Integer.parseInt(words[3]);
        if (heard.getOrDefault(author, 0) != count) {
            troubles.add("regular " + number + " heard " + text + " and not " + heard.get(author));
        }
        heard.put(author, count + 1);
        delays.computeIfAbsent(Integer.parseInt(words[1]), phase -> new ArrayList<>())
                .add(now - Long.parseLong(words[4]));
    }

    /** Waits until it is in the room. */
    void awaitIn() {
        await("caught up", () -> position >= 0);
    }

    /** Waits until it has heard so many things of regulars, and got every answer. */
    void awaitHeard(int all) {
        await(
                "heard all",
                () -> heard.values().stream().mapToInt(Integer::intValue).sum() >= all && acked == said);
    }

    private synchronized void await(String what, java.util.function.BooleanSupplier done) {
        long end = System.nanoTime() + WireSocket.DEADLINE.toNanos();
        try {
            while (!done.getAsBoolean() && troubles.isEmpty()) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    throw new AssertionError("regular " + number + " has not " + what + ": " + heard + ", " + acked);
                }
                wait(millis);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    synchronized List<Long> delays(int phase) {
        return List.copyOf(delays.getOrDefault(phase, List.of()));
    }

    /** What a member that keeps the rules should not have met. */
    synchronized List<String> troubles() {
        return List.copyOf(troubles);
    }

    synchronized long position() {
        return position;
    }

    /** How many messages came that no regular said. */
    synchronized long ofOthers() {
        return ofOthers;
    }

    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
        }
        socket.close();
    }
}
