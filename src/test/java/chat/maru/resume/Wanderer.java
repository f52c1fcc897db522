package chat.maru.resume;

import chat.maru.resume.Cuts.Cut;
import chat.maru.resume.RoomHistory.Answer;
import chat.maru.resume.Sight.Entry;
import chat.maru.support.FaultProxy.End;
import chat.maru.support.FaultProxy.Fault;
import chat.maru.support.WireSocket;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A member that talks without a pause, is cut off again and again, and comes back each time with its secret, its
 * position and whatever was not answered. One thread drives it.
 */
final class Wanderer implements Runnable {
    private static final int WINDOW = 4;
    private static final int OBJECTS_MAX = 120;
    private static final int UP_BYTES_MAX = 3_000;
    private static final int DOWN_BYTES_MAX = 30_000;
    private static final Set<String> LIVE = Set.of("presence", "typing", "read", "page");

    private final MovingServer server;
    private final Cuts cuts;
    private final CountDownLatch settled;
    private final Random random;
    private final Diary diary;
    private final boolean gaps;
    private boolean welcome;
    private boolean caughtUp;

    /**
     * @param settled counted down when everything it said is answered; once all are, it reads what is left
     * @param gaps whether the room forgets, so that gaps are to be expected and old messages cannot be changed
     */
    Wanderer(MovingServer server, Cuts cuts, CountDownLatch settled, long seed, boolean gaps) {
        this.server = server;
        this.cuts = cuts;
        this.settled = settled;
        this.random = new Random(seed);
        this.diary = new Diary(random, !gaps);
        this.gaps = gaps;
    }

    Diary diary() {
        return diary;
    }

    @Override
    public void run() {
        try {
            while (!cuts.enough()) {
                live(Cut.values()[random.nextInt(Cut.RESTART.ordinal())]);
            }
            while (!diary.isSettled() && cuts.unexpected().isEmpty()) {
                settle();
            }
        } catch (InterruptedException | RuntimeException e) {
            cuts.unexpected("a member failed: " + e);
        } finally {
            settled.countDown();
        }
        try {
            settled.await();
            readToTheEnd();
        } catch (InterruptedException | IOException | RuntimeException e) {
            cuts.unexpected("a member failed at the end: " + e);
        }
    }

    /** One connection, until it is cut that way, or the server goes. */
    private void live(Cut cut) throws InterruptedException {
        boolean own = cut == Cut.CLOSE || cut == Cut.RESET;
        int left = own ? 1 + random.nextInt(OBJECTS_MAX) : Integer.MAX_VALUE;
        try (WireSocket socket = WireSocket.connect(own ? server.room() : throughTheProxy(cut))) {
            hello(socket);
            while (left > 0) {
                for (JsonObject object : Frames.objects(socket.read())) {
                    take(socket, object, true);
                    // What came in the same frame is lost to it, and has to come again.
                    if (--left == 0) {
                        break;
                    }
                }
            }
            if (cut == Cut.CLOSE) {
                socket.leave();
            } else {
                socket.reset();
            }
            cuts.count(cut);
        } catch (IOException e) {
            ended(e);
        }
    }

    private URI throughTheProxy(Cut cut) throws InterruptedException, IOException {
        URI room = server.room();
        boolean toServer = random.nextInt(3) == 0;
        long bytes = 1 + random.nextInt(toServer ? UP_BYTES_MAX : DOWN_BYTES_MAX);
        server.proxy().next(new Fault(toServer, bytes, cut == Cut.PROXY_FIN ? End.FIN : End.RESET));
        return server.proxy().through(room);
    }

    private void ended(IOException e) {
        if (e instanceof SocketTimeoutException) {
            cuts.unexpected("nothing came to " + diary.author + " at " + diary.n() + ": " + e);
        }
    }

    private void hello(WireSocket socket) throws IOException {
        welcome = false;
        caughtUp = false;
        JsonObjectBuilder after = Json.createObjectBuilder().add("n", diary.n());
        if (!diary.epoch.isEmpty()) {
            after.add("epoch", diary.epoch);
        }
        JsonObjectBuilder hello = Json.createObjectBuilder()
                .add("type", "hello")
                .add("name", "wanderer")
                .add("after", after);
        if (!diary.guest.isEmpty()) {
            hello.add("guest", diary.guest);
        }
        socket.send(hello.build().toString());
    }

    private void take(WireSocket socket, JsonObject object, boolean talk) throws IOException {
        String type = object.getString("type");
        if (Entry.KINDS.contains(type)) {
            diary.saw(Entry.read(object));
            return;
        }
        switch (type) {
            case "welcome" -> welcome(socket, object, talk);
            case "ack" -> answered(socket, object, object.getInt("n"), talk);
            case "refused" -> refused(socket, object, talk);
            case "gap" -> gap(object);
            case "caughtUp" -> caughtUp = true;
            default -> {
                if (!LIVE.contains(type) || !welcome) {
                    cuts.unexpected(diary.author + " was told " + object);
                }
            }
        }
    }

    private void welcome(WireSocket socket, JsonObject object, boolean talk) throws IOException {
        welcome = true;
        String author = object.getJsonObject("you").getString("id");
        boolean first = diary.author.isEmpty();
        boolean same = first
                || author.equals(diary.author) && object.getString("epoch").equals(diary.epoch);
        if (!same || !gaps && !object.getBoolean("resumed")) {
            cuts.unexpected("no way back for " + diary.author + " to " + diary.epoch + ":" + diary.n() + ": " + object);
        }
        diary.guest = object.getString("guest", diary.guest);
        diary.author = author;
        diary.epoch = object.getString("epoch");
        for (Command command : diary.pending()) {
            socket.send(command.frame());
        }
        if (!diary.answers().isEmpty() && random.nextBoolean()) {
            repeatTheLast(socket);
        }
        for (int i = diary.pending().size(); talk && i < WINDOW; i++) {
            socket.send(diary.next().frame());
        }
    }

    /** A client may have been told, and have died before it noted so. */
    private void repeatTheLast(WireSocket socket) throws IOException {
        String id = diary.answers().get(diary.answers().size() - 1).id();
        for (Command command : diary.sent()) {
            if (command.id().equals(id)) {
                socket.send(command.frame());
            }
        }
    }

    private void answered(WireSocket socket, JsonObject object, long n, boolean talk) throws IOException {
        Answer answer = new Answer(diary.author, object.getString("id"), n, object.getBoolean("duplicate", false));
        boolean waited = !diary.isSettled();
        if (!diary.answered(answer)) {
            cuts.unexpected("an answer to nothing: " + object);
        }
        if (talk && waited && diary.pending().size() < WINDOW) {
            socket.send(diary.next().frame());
        }
    }

    /** An unknown outcome is asked for again on the next connection; nothing else may be refused here. */
    private void refused(WireSocket socket, JsonObject object, boolean talk) throws IOException {
        if (object.getString("outcome").equals("unknown")) {
            throw new IOException("asking again: " + object);
        }
        cuts.unexpected(diary.author + " was refused: " + object);
    }

    private void gap(JsonObject object) {
        if (!gaps) {
            cuts.unexpected("a gap in a room that keeps everything: " + object);
        }
        diary.saw(Sight.Gap.read(object));
    }

    /** Sends what is unanswered until it is answered, says nothing new, and is cut by nobody. */
    private void settle() throws InterruptedException {
        try (WireSocket socket = WireSocket.connect(server.room())) {
            hello(socket);
            while (!diary.isSettled()) {
                for (JsonObject object : Frames.objects(socket.read())) {
                    take(socket, object, false);
                }
            }
        } catch (IOException e) {
            ended(e);
        }
    }

    private void readToTheEnd() throws InterruptedException, IOException {
        try (WireSocket socket = WireSocket.connect(server.room())) {
            hello(socket);
            while (!caughtUp) {
                for (JsonObject object : Frames.objects(socket.read())) {
                    take(socket, object, false);
                }
            }
        }
    }
}
