import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Talks to a deployed Maru as a browser would: the page, the health, and one room over both wires and by all its paths.
 *
 * <pre>java .ci/ChatRoundTrip.java http://127.0.0.1:8080/maru/     exit 0: everything was as it should be</pre>
 */
public final class ChatRoundTrip {
    private static final int READY_SECONDS = 120;
    private static final int ANSWER_SECONDS = 10;

    /** 한국, as it stands in an address. */
    private static final String ROOM = "%ED%95%9C%EA%B5%AD";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(ANSWER_SECONDS)).build();

    private final URI base;

    private ChatRoundTrip(URI base) {
        this.base = base;
    }

    public static void main(String[] args) throws Exception {
        ChatRoundTrip trip = new ChatRoundTrip(URI.create(args[0]));
        try {
            trip.awaitReady();
            trip.pages();
            trip.chat();
        } catch (Exception e) {
            System.out.println("FAILED  " + e);
            System.exit(1);
        }
        System.exit(0);
    }

    private void awaitReady() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        String last = "nothing";
        while (System.nanoTime() < deadline) {
            try {
                HttpResponse<String> answer = get("health/ready");
                last = answer.statusCode() + " " + answer.body();
                if (answer.statusCode() == 200) {
                    tell("health/ready: " + last.strip());
                    return;
                }
            } catch (IOException e) {
                last = e.toString();
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new IOException("not ready after " + READY_SECONDS + " s, the last answer was " + last);
    }

    private void pages() throws Exception {
        expect("health/live", 200, body -> body.contains("UP"));
        expect("", 200, body -> body.contains("<html") && body.contains("<script"));
        expect("js/vendor/lit-html.js", 200, body -> body.contains("lit$"));
        expect("chat/maru/standalone/Main.class", 404, body -> true);
        expect("WEB-INF/classes/chat/maru/package-info.class", 404, body -> true);
    }

    private void chat() throws Exception {
        Member plain = join("plain", "chat/" + ROOM, null);
        Member seed = join("plain", "ws/chat/" + ROOM + "/", null);
        Member own = join("maru.v1", "chat/" + ROOM, "maru.v1");
        Member alias = join("maru.v1", "ws/chat/" + ROOM + "/", "maru.v1");
        for (Member member : new Member[] {own, alias}) {
            member.say("{\"type\":\"hello\",\"name\":\"지수\"}");
            member.await("\"type\":\"welcome\"");
        }
        String first = "안녕 " + System.nanoTime();
        plain.say("{\"message\":\"" + first + "\"}");
        everyone(first, plain, seed, own, alias);
        String second = "반가워 👩‍👩‍👧 " + System.nanoTime();
        own.say("{\"type\":\"publish\",\"id\":\"p" + System.nanoTime() + "\",\"text\":\"" + second + "\"}");
        everyone(second, plain, seed, alias);
        String both = own.await("\"type\":\"ack\"");
        if (!both.contains(second)) {
            own.await(second);
        }
        tell("the ack and the own message came back to " + own.name);
        for (Member member : new Member[] {plain, seed, own, alias}) {
            member.socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }
    }

    private void everyone(String text, Member... members) throws Exception {
        for (Member member : members) {
            member.await(text);
            tell("'" + text + "' reached " + member.name);
        }
    }

    private void expect(String path, int status, Predicate<String> holds) throws Exception {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != status || !holds.test(answer.body())) {
            throw new IOException("/" + path + " answered " + answer.statusCode() + " " + answer.body());
        }
        tell("/" + path + ": " + status + ", " + answer.headers().firstValue("content-type").orElse("no type"));
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(ANSWER_SECONDS))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Member join(String wire, String path, String subprotocol) throws Exception {
        URI address = URI.create("ws" + base.resolve(path).toString().substring("http".length()));
        Member member = new Member(wire + " at " + address.getPath());
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        if (subprotocol != null) {
            builder.subprotocols(subprotocol);
        }
        member.socket = builder.buildAsync(address, member).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        return member;
    }

    private static void tell(String what) {
        System.out.println("ok      " + what);
    }

    /** One connection. Its frames wait in a queue, so that whoever asks late misses none. */
    private static final class Member implements WebSocket.Listener {
        private final String name;
        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final StringBuilder frame = new StringBuilder();
        private WebSocket socket;

        Member(String name) {
            this.name = name;
        }

        void say(String json) {
            socket.sendText(json, true).join();
        }

        /** Takes frames up to the one that contains the text, and returns them all. */
        String await(String text) throws Exception {
            StringBuilder taken = new StringBuilder();
            while (taken.indexOf(text) < 0) {
                String next = frames.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
                if (next == null) {
                    throw new IOException(name + ": '" + text + "' did not come, but " + taken);
                }
                taken.append(next).append('\n');
            }
            return taken.toString();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            frame.append(data);
            from.request(1);
            if (last) {
                frames.add(frame.toString());
                frame.setLength(0);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            frames.add("closed " + code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            frames.add("error " + error);
        }
    }
}
