package chat.maru.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;

/**
 * One key for one algorithm: the same key never checks two. Immutable and thread-safe.
 *
 * <p>The verifiers of the library see a header made here and never the one of a token.
 */
final class TokenKey {
    private static final int RSA_BITS_MIN = 2_048;
    private static final int RSA_BITS_MAX = 8_192;

    private final TokenAlgorithm algorithm;
    private final Optional<String> id;
    private final JWSVerifier verifier;

    private TokenKey(TokenAlgorithm algorithm, Optional<String> id, JWSVerifier verifier) {
        this.algorithm = algorithm;
        this.id = id;
        this.verifier = verifier;
    }

    static TokenKey of(TokenSecret secret) {
        try {
            return new TokenKey(TokenAlgorithm.HS256, Optional.empty(), new MACVerifier(secret.bytes()));
        } catch (JOSEException e) {
            throw new IllegalArgumentException("the token secret cannot be used", e);
        }
    }

    /** The public half of a JSON Web Key; empty for one that is broken, too weak, or meant for something else. */
    static Optional<TokenKey> of(String json) {
        try {
            JWK key = JWK.parse(json);
            boolean checks =
                    key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY);
            boolean signature = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
            return checks && signature ? usable(key) : Optional.empty();
        } catch (ParseException | JOSEException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<TokenKey> usable(JWK key) throws JOSEException {
        if (key instanceof RSAKey rsa && rsa.size() >= RSA_BITS_MIN && rsa.size() <= RSA_BITS_MAX) {
            return named(TokenAlgorithm.RS256, key, new RSASSAVerifier(rsa.toRSAPublicKey()));
        }
        if (key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve())) {
            return named(TokenAlgorithm.ES256, key, new ECDSAVerifier(ec.toECPublicKey()));
        }
        if (key instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve())) {
            return named(TokenAlgorithm.EDDSA, key, new TokenEd25519(pair.getDecodedX()));
        }
        return Optional.empty();
    }

    private static Optional<TokenKey> named(TokenAlgorithm algorithm, JWK key, JWSVerifier verifier) {
        boolean meant =
                key.getAlgorithm() == null || key.getAlgorithm().getName().equals(algorithm.wire());
        return meant
                ? Optional.of(new TokenKey(algorithm, Optional.ofNullable(key.getKeyID()), verifier))
                : Optional.empty();
    }

    /** Whether this is a key that the token may be checked with; a token that names no key may be of any. */
    boolean fits(CompactToken token) {
        return algorithm == token.algorithm()
                && (token.keyId().isEmpty() || token.keyId().equals(id));
    }

    /** Whether this key made the signature. */
    boolean verifies(CompactToken token) {
        try {
            JWSHeader header = new JWSHeader(JWSAlgorithm.parse(algorithm.wire()));
            byte[] signed = token.signed().getBytes(StandardCharsets.US_ASCII);
            return verifier.verify(header, signed, new Base64URL(token.signature()));
        } catch (JOSEException e) {
            return false;
        }
    }
}
