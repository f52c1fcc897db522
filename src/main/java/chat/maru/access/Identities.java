package chat.maru.access;

import chat.maru.access.Unidentified.Reason;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Says who somebody is: whom the container has logged in, else whom a token names, else a guest. Thread-safe; one in a
 * server.
 *
 * <p>In this order, since what a browser sends by itself must not be overruled by what a page has found somewhere.
 */
public final class Identities {
    private final Policy policy;
    private final List<TokenReader> readers;
    private final int nameCodePointsMax;
    private final RefusalLog refusals;
    private final SecureRandom random = new SecureRandom();

    /** @param readers of tokens; the first that knows a token says whose it is */
    public Identities(Policy policy, List<TokenReader> readers, int nameCodePointsMax, RefusalLog refusals) {
        this.policy = policy;
        this.readers = List.copyOf(readers);
        this.nameCodePointsMax = nameCodePointsMax;
        this.refusals = refusals;
    }

    /** Who this is. Fails with {@link Unidentified}, which is logged. Never blocks. */
    public CompletionStage<Known> identify(Arrival arrival, Claim claim) {
        return known(arrival, claim)
                .whenComplete((known, failure) ->
                        Unidentified.in(failure).ifPresent(why -> refusals.refused(words(why), "", arrival)));
    }

    /** Its message says which rule was broken, and nothing of what was sent. */
    private static String words(Unidentified why) {
        return "refused to know somebody, " + why.reason() + ": " + why.getMessage();
    }

    private CompletionStage<Known> known(Arrival arrival, Claim claim) {
        String token = claim.token() == null ? arrival.token() : claim.token();
        try {
            if (arrival.login() != null) {
                return CompletableFuture.completedStage(new Known(login(arrival.login(), arrival), ""));
            }
            return token == null ? CompletableFuture.completedStage(guest(arrival, claim)) : token(token);
        } catch (Unidentified e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private Identity login(String login, Arrival arrival) throws Unidentified {
        String id = "u:" + login;
        if (id.length() > Identity.ID_CHARS_MAX || login.chars().anyMatch(Character::isISOControl)) {
            throw new Unidentified(Reason.BAD_NAME, "The name of this login cannot be that of an author.");
        }
        Grants granted = Grants.NONE;
        for (String role : arrival.roles()) {
            granted = granted.plus(policy.defaults().roles().getOrDefault(role, Grants.NONE));
        }
        String name = GuestName.parseVouched(login, nameCodePointsMax).orElseGet(() -> GuestName.madeUp(id));
        return new Identity(id, name, Identity.Source.LOGIN, granted, Long.MAX_VALUE, "");
    }

    private CompletionStage<Known> token(String token) throws Unidentified {
        for (TokenReader reader : readers) {
            if (reader.knows(token)) {
                return reader.read(token).thenApply(who -> new Known(who, ""));
            }
        }
        throw new Unidentified(Reason.BAD_TOKEN, "This server takes no such tokens.");
    }

    private Known guest(Arrival arrival, Claim claim) throws Unidentified {
        if (!policy.welcomesGuests(arrival.local())) {
            throw new Unidentified(
                    Reason.NO_GUESTS,
                    "Guests are welcome only from the machine that Maru runs on; the setting maru.guests=true"
                            + " welcomes them from everywhere.");
        }
        GuestSecret secret = claim.guest() == null
                ? GuestSecret.mint(random)
                : GuestSecret.parse(claim.guest())
                        .orElseThrow(() -> new Unidentified(
                                Reason.BAD_GUEST, "The guest's secret is the 22 characters that welcome.guest gave."));
        String name = claim.name() == null ? GuestName.madeUp(secret.authorId()) : name(claim.name());
        return new Known(Identity.guest(secret.authorId(), name), claim.guest() == null ? secret.text() : "");
    }

    private String name(String wanted) throws Unidentified {
        return GuestName.parse(wanted, nameCodePointsMax)
                .orElseThrow(() -> new Unidentified(Reason.BAD_NAME, GuestName.broken(wanted, nameCodePointsMax)));
    }

    /**
     * Who somebody is.
     *
     * @param minted the guest's secret where it was made just now, to be told once; else empty
     */
    public record Known(Identity who, String minted) {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Known[" + who.id() + "]";
        }
    }
}
