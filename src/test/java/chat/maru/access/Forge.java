package chat.maru.access;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens out of texts, so that they can be as wrong as a test likes. Signs with the JDK alone. Immutable. */
final class Forge {
    static final String ISSUER = "https://login.example.com";
    static final String AUDIENCE = "maru";
    static final byte[] SECRET = "a secret of more than thirty-two bytes".getBytes(StandardCharsets.UTF_8);

    final KeyPair rsa = pair("RSA", 2_048);
    final KeyPair ec = pair("EC", 256);
    final KeyPair ed = pair("Ed25519", 255);

    static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** The three public keys, named {@code rsa}, {@code ec} and {@code ed}, and {@code more}. */
    String keySet(JWK... more) {
        return set(Stream.concat(Stream.of(rsaKey("rsa"), ecKey("ec"), edKey("ed")), Stream.of(more))
                .toList());
    }

    static String set(List<JWK> keys) {
        return keys.stream().map(JWK::toJSONString).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    JWK rsaKey(String id) {
        return rsa((RSAPublicKey) rsa.getPublic(), id).keyUse(KeyUse.SIGNATURE).build();
    }

    static RSAKey.Builder rsa(RSAPublicKey key, String id) {
        return new RSAKey.Builder(key).keyID(id);
    }

    JWK ecKey(String id) {
        return new ECKey.Builder(Curve.P_256, (ECPublicKey) ec.getPublic())
                .keyID(id)
                .build();
    }

    JWK edKey(String id) {
        byte[] x509 = ed.getPublic().getEncoded();
        byte[] last = Arrays.copyOfRange(x509, x509.length - 32, x509.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(last))
                .keyID(id)
                .build();
    }

    String hs256(String header, String claims) {
        return mac("HmacSHA256", SECRET, header, claims);
    }

    static String mac(String algorithm, byte[] secret, String header, String claims) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            String signed = part(header) + "." + part(claims);
            return signed + "." + part(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    String rs256(String header, String claims) {
        return sign("SHA256withRSA", rsa, header, claims);
    }

    String es256(String header, String claims) {
        return sign("SHA256withECDSAinP1363Format", ec, header, claims);
    }

    String eddsa(String header, String claims) {
        return sign("Ed25519", ed, header, claims);
    }

    static String sign(String algorithm, KeyPair pair, String header, String claims) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            String signed = part(header) + "." + part(claims);
            signature.update(signed.getBytes(StandardCharsets.UTF_8));
            return signed + "." + part(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String part(String text) {
        return part(text.getBytes(StandardCharsets.UTF_8));
    }

    static String part(byte[] bytes) {
        return Base64URL.encode(bytes).toString();
    }

    /** Claims of a token that is good for ten minutes, and {@code more} at the end, which begins with a comma. */
    static String claims(TurnedClock clock, String more) {
        return "{\"iss\":\"" + ISSUER + "\",\"aud\":\"" + AUDIENCE + "\",\"sub\":\"ada\",\"exp\":"
                + (clock.seconds() + 600) + more + "}";
    }
}
