package chat.maru.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** Whether a server on 127.0.0.1 is there for its clients. Stateless. */
final class Answer {
    private static final int CONNECT_MS_MAX = 50;
    private static final int READ_MS_MAX = 10_000;

    private Answer() {}

    /** @param path that is answered with 200 when it is, or empty where it is as soon as it accepts */
    static boolean of(int port, String path) {
        return path.isEmpty() ? accepts(port) : isGood(port, path);
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MS_MAX);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean isGood(int port, String path) {
        try {
            HttpURLConnection asked = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
            asked.setConnectTimeout(CONNECT_MS_MAX);
            asked.setReadTimeout(READ_MS_MAX);
            int status = asked.getResponseCode();
            asked.disconnect();
            return status == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        }
    }
}
