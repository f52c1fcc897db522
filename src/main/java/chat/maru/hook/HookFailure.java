package chat.maru.hook;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * A call that failed, in words for the log: what rule was broken, and what to do. They hold nothing that others sent.
 */
final class HookFailure extends IOException {
    private static final long serialVersionUID = 1;

    static final String PRIVATE =
            "its name leads to an address that is not public; maru.hooksPrivate=true allows private ones";
    static final String LATE = "no answer in time; maru.hookTimeoutMs says how long that is";

    private static final int CAUSES_MAX = 10;

    HookFailure(String words) {
        super(words);
    }

    /** The words for whatever ended a call. */
    static String words(Throwable failure) {
        if (failure instanceof HookFailure) {
            return String.valueOf(failure.getMessage());
        } else if (failure instanceof SocketTimeoutException) {
            return LATE;
        } else if (failure instanceof UnknownHostException) {
            return "its name has no address; look at the URL and at this machine's resolver";
        } else if (failure instanceof ConnectException) {
            return "nobody listens where it leads; start the receiver, or make the webhook anew";
        } else if (failure instanceof SocketException) {
            return "the connection broke before there was an answer";
        }
        return failure instanceof SSLException
                ? tls(failure)
                : "the call failed (" + failure.getClass().getSimpleName() + ")";
    }

    private static String tls(Throwable failure) {
        if (has(failure, CertificateExpiredException.class)) {
            return "TLS: the receiver's certificate has expired; it has to be renewed there";
        } else if (has(failure, CertificateNotYetValidException.class)) {
            return "TLS: the receiver's certificate is not valid yet; look at the clocks of both machines";
        } else if (has(failure, CertPathBuilderException.class) || has(failure, CertPathValidatorException.class)) {
            return "TLS: nobody whom this Java trusts has signed the receiver's certificate; use a known authority,"
                    + " or put its own into a trust store, which javax.net.ssl.trustStore names";
        }
        return has(failure, CertificateException.class)
                ? "TLS: the receiver's certificate is not for the host of the URL; use a name that it has"
                : "TLS: no handshake; nothing in common, something else than TLS listens there, or it hung up";
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES_MAX)
                .anyMatch(kind::isInstance);
    }
}
