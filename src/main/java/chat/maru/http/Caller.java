package chat.maru.http;

import chat.maru.access.Arrival;
import chat.maru.access.Claim;
import chat.maru.access.Entrance;
import chat.maru.access.Identity;
import chat.maru.access.Unidentified;
import chat.maru.access.Unidentified.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who sends a request over HTTP. Immutable.
 *
 * @param arrival where it comes from
 * @param anonymous whether it says nothing of who it is: a guest without an id, who can only look
 */
record Caller(Identity who, Arrival arrival, boolean anonymous) {
    private static final Pattern GUEST = Pattern.compile("Guest(?: +(.*))?", Pattern.CASE_INSENSITIVE);
    private static final Identity NOBODY = Identity.guest("", "");

    /** Whoever sends a request whose path says enough. */
    static Caller unasked(HttpServletRequest request, Entrance entrance) {
        return new Caller(NOBODY, arrival(request, entrance), true);
    }

    private static Arrival arrival(HttpServletRequest request, Entrance entrance) {
        return entrance.arrivals().current().orElseGet(() -> entrance.arrivals().read(new ServletCall(request)));
    }

    /** The sender of a request that has passed the front filter. Fails with {@link Unidentified}. */
    static CompletionStage<Caller> of(HttpServletRequest request, Entrance entrance) {
        Arrival arrival = arrival(request, entrance);
        String credentials = request.getHeader("Authorization");
        Matcher guest = GUEST.matcher(credentials == null ? "" : credentials);
        boolean isGuest = guest.matches();
        if (credentials == null && !arrival.bringsIdentity()) {
            return entrance.policy().welcomesGuests(arrival.local())
                    ? CompletableFuture.completedStage(new Caller(NOBODY, arrival, true))
                    : CompletableFuture.failedStage(new Unidentified(Reason.NO_GUESTS, "Say who you are."));
        }
        if (credentials != null && !isGuest && !arrival.bringsIdentity()) {
            return CompletableFuture.failedStage(new Unidentified(
                    Reason.BAD_TOKEN,
                    "Authorization is \"Bearer \" and a token, or \"Guest \" and the"
                            + " 22 characters that welcome.guest gave, or it is left out."));
        }
        String secret = isGuest ? Objects.requireNonNullElse(guest.group(1), "") : null;
        return entrance.identities()
                .identify(arrival, new Claim(null, secret, null))
                .thenApply(known -> new Caller(known.who(), arrival, false));
    }
}
