package chat.maru.http;

import chat.maru.protocol.Problem;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Sends one answer to a client that may read as slowly as it likes: no thread waits for it, and the container's own
 * timeout ends it. Used once; the container calls it by one thread at a time.
 */
final class Answer implements WriteListener {
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final byte[] body;
    private boolean written;

    private Answer(AsyncContext context, ServletOutputStream out, byte[] body) {
        this.context = context;
        this.out = out;
        this.body = body;
    }

    /** Begins to send; whoever calls has begun asynchronous processing, and touches the response no more. */
    static void send(AsyncContext context, int status, String type, String text) throws IOException {
        HttpServletResponse response = (HttpServletResponse) context.getResponse();
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(type + ";charset=UTF-8");
        response.setContentLength(body.length);
        if (((HttpServletRequest) context.getRequest()).getMethod().equals("HEAD")) {
            context.complete();
            return;
        }
        ServletOutputStream out = response.getOutputStream();
        out.setWriteListener(new Answer(context, out, body));
    }

    /** A problem is short, so a thread may wait for it. */
    static void send(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problem.TYPE + ";charset=UTF-8");
        response.getWriter().println(problem.json());
    }

    @Override
    public void onWritePossible() throws IOException {
        if (!written && out.isReady()) {
            written = true;
            out.write(body);
        }
        if (written && out.isReady()) {
            context.complete();
        }
    }

    /** The client is gone, and nobody is left to be told. */
    @Override
    public void onError(Throwable failure) {
        context.complete();
    }
}
