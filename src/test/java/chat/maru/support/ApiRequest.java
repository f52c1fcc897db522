package chat.maru.support;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** A request to the REST interface that a test has made up. Immutable. */
public record ApiRequest(String method, String path, List<String> headers, String body) {
    /** Sends it as it is. */
    public RawHttp send(URI server) throws IOException {
        return RawHttp.send(server, method, path, body, headers.toArray(String[]::new));
    }
}
