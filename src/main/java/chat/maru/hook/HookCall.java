package chat.maru.hook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST of HTTP/1.1, over a connection of its own. Used once, by one thread; {@link #cut} from any other ends it.
 *
 * <p>Ours, because the JDK's client looks a name up again after it was checked. This one connects to the very address
 * that was, and with TLS still asks for the certificate of the name. It follows no redirect and reads no more than the
 * head of the answer.
 */
final class HookCall implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HookCall.class.getName());

    private static final int HEAD_BYTES_MAX = 8_192;
    private static final int FINAL_STATUS_MIN = 200;

    private final HookUrl url;
    private final Socket socket = new Socket();
    private volatile boolean cut;

    HookCall(HookUrl url) {
        this.url = url;
    }

    /** Sends it and gives the status of the answer. */
    int post(InetAddress address, Map<String, String> headers, String body, int timeoutMillis) throws IOException {
        socket.connect(new InetSocketAddress(address, url.port()), timeoutMillis);
        socket.setSoTimeout(timeoutMillis);
        Socket wire = url.secure() ? secured() : socket;
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("POST " + url.path() + " HTTP/1.1\r\n");
        head.append("Host: ").append(url.authority()).append("\r\n");
        head.append("Content-Type: application/json\r\nUser-Agent: Maru\r\nConnection: close\r\n");
        head.append("Content-Length: ").append(bytes.length).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(bytes);
        wire.getOutputStream().write(all.toByteArray());
        wire.getOutputStream().flush();
        return status(wire.getInputStream());
    }

    private Socket secured() throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, url.host(), url.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** Passes over answers that only say that another follows. */
    private static int status(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int read = 0; read < HEAD_BYTES_MAX; read++) {
            int next = in.read();
            if (next < 0) {
                throw new HookFailure("its receiver hung up before it answered");
            }
            head.append((char) next);
            int end = head.indexOf("\r\n");
            boolean whole = end > 0 && head.toString().endsWith("\r\n\r\n");
            if (whole || (end > 0 && status(head.substring(0, end)) >= FINAL_STATUS_MIN)) {
                int status = status(head.substring(0, end));
                if (status >= FINAL_STATUS_MIN) {
                    return status;
                }
                head.setLength(0);
            }
        }
        throw new HookFailure("the head of its receiver's answer is too long");
    }

    private static int status(String line) throws IOException {
        if (!line.matches("HTTP/1\\.\\d [1-5]\\d\\d( .*)?")) {
            throw new HookFailure("what answers there does not speak HTTP");
        }
        String[] words = line.split(" ", 3);
        return Integer.parseInt(words[1]);
    }

    /** Ends it from outside, at its deadline or with the server. */
    void cut() {
        cut = true;
        try {
            close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a call was over already: {0}", e.getMessage());
        }
    }

    boolean isCut() {
        return cut;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
