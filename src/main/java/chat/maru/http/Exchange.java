package chat.maru.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/** One request that is answered later, once: by its resource, or when its time is over. Thread-safe. */
final class Exchange implements AsyncListener {
    /** A large room takes its time; a request that waits for nothing but the log is over long before. */
    private static final long EXCHANGE_MILLIS_MAX = 600_000;

    private static final System.Logger LOG = System.getLogger(Exchange.class.getName());

    private final AsyncContext context;
    private final Runnable over;
    private final AtomicBoolean answered = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();

    /** @param over called once, when nothing more happens */
    Exchange(AsyncContext context, Runnable over) {
        this.context = context;
        this.over = over;
        context.setTimeout(EXCHANGE_MILLIS_MAX);
        context.addListener(this);
    }

    /** Answers a request that goes no further, whose body may still be on its way. */
    static void refuse(HttpServletRequest request, Reply reply) {
        new Exchange(request.startAsync(), () -> {}).send(reply);
    }

    void send(Reply reply) {
        if (answered.compareAndSet(false, true)) {
            BodyReader.discard((HttpServletRequest) context.getRequest())
                    .thenAccept(heardOut -> write(reply, heardOut));
        }
    }

    private void write(Reply reply, boolean heardOut) {
        try {
            HttpServletResponse response = (HttpServletResponse) context.getResponse();
            HttpServletRequest request = (HttpServletRequest) context.getRequest();
            if (!heardOut && request.getProtocol().startsWith("HTTP/1")) {
                // The rest of this body must not be taken for the next request.
                response.setHeader("Connection", "close");
            }
            reply.headers().forEach(response::setHeader);
            boolean head = request.getMethod().equals("HEAD");
            if (reply.more() == null || head) {
                Answer.send(context, reply.status(), reply.type(), reply.body());
                return;
            }
            response.setStatus(reply.status());
            response.setContentType(reply.type());
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new Sending(context, out, reply.body(), reply.more()));
        } catch (IOException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "nobody is left to be told: {0}", e.getMessage());
            end();
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            over.run();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
        if (answered.compareAndSet(false, true)) {
            Answer.send((HttpServletResponse) context.getResponse(), Problems.LATE);
        }
        context.complete();
    }

    @Override
    public void onError(AsyncEvent event) {
        answered.set(true);
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
