package chat.maru.access;

import java.util.Optional;
import java.util.stream.Stream;

/** The ways of signing a token that this server knows. Which of them it takes follows from the keys it has. */
public enum TokenAlgorithm {
    /** HMAC with SHA-256: whoever checks could sign as well, so its secret is never one of the public keys. */
    HS256("HS256"),
    /** RSA, PKCS #1 v1.5, SHA-256. */
    RS256("RS256"),
    /** ECDSA on P-256. */
    ES256("ES256"),
    /** Ed25519 only. */
    EDDSA("EdDSA");

    private final String wire;

    TokenAlgorithm(String wire) {
        this.wire = wire;
    }

    /** The one of this exact name; another case is another name. */
    public static Optional<TokenAlgorithm> named(String name) {
        return Stream.of(values()).filter(each -> each.wire.equals(name)).findFirst();
    }

    /** The name in a token's header. */
    public String wire() {
        return wire;
    }

    /** Whether it is checked with a public key. */
    public boolean isPublic() {
        return this != HS256;
    }
}
