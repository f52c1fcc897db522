package chat.maru.http;

import chat.maru.protocol.Problem;

/** Carries the answer to a request that is not obeyed to where it is sent. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is missing, and what is hidden from the one who asks: nobody can tell them apart. */
    static final Problem NOT_FOUND = new Problem(404, "Not Found", "notFound", "There is no such thing here.");

    static final Problem NOT_ALLOWED =
            new Problem(403, "Forbidden", "notAllowed", "You have no right to do this here.");

    private final transient Reply reply;

    Refused(Problem problem) {
        this(Reply.of(problem));
    }

    Refused(Reply reply) {
        // No stack trace: a refusal is nothing unusual.
        super("refused with " + reply.status(), null, false, false);
        this.reply = reply;
    }

    static Refused bad(String code, String detail) {
        return new Refused(new Problem(400, "Bad Request", code, detail));
    }

    static Refused conflict(String detail) {
        return new Refused(new Problem(409, "Conflict", "conflict", detail));
    }

    /** Beyond a pace, for so long. */
    static Refused tooFast(long waitMillis) {
        Problem problem = new Problem(
                429, "Too Many Requests", "tooFast", "That is more than one caller may ask; wait a little.");
        return new Refused(problem.retryAfter(waitMillis));
    }

    /** @param allowed the methods that there are */
    static Refused badMethod(String allowed) {
        Problem problem = new Problem(405, "Method Not Allowed", "badMethod", "Ask with " + allowed);
        return new Refused(Reply.of(problem).with("Allow", allowed));
    }

    static Refused notFound() {
        return new Refused(NOT_FOUND);
    }

    Reply reply() {
        return reply;
    }
}
