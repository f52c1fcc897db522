package chat.maru.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** An authority and the certificates that it signs, made for one test by the JDK's keytool. Not thread-safe. */
public final class Certificates {
    /** Of every file and key; nothing is secret here. */
    public static final String PASSWORD = "password";

    private static final String AUTHORITY = "authority";

    private final Path keys;
    private final Path trusted;

    /** @param folder where the files go */
    public Certificates(Path folder) throws IOException {
        keys = folder.resolve("keys.p12");
        trusted = folder.resolve("trusted.p12");
        Path certificate = folder.resolve("authority.crt");
        keytool(keys, "-genkeypair", AUTHORITY, "-keyalg", "EC", "-dname", "CN=authority", "-ext", "bc:c");
        keytool(keys, "-exportcert", AUTHORITY, "-file", certificate.toString());
        keytool(trusted, "-importcert", AUTHORITY, "-noprompt", "-file", certificate.toString());
    }

    /** A store that trusts this authority and nobody else. */
    public Path trusted() {
        return trusted;
    }

    /**
     * What a server with a certificate of the authority's uses.
     *
     * @param start when it begins to be valid, as keytool has it, such as {@code -3d}
     */
    public SSLContext signed(String host, String start, int days) throws IOException {
        String alias = "signed" + host + start + days;
        String name = "san=dns:" + host;
        keytool(
                keys,
                "-genkeypair",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                name,
                "-signer",
                AUTHORITY,
                "-startdate",
                start,
                "-validity",
                Integer.toString(days));
        return context(alias);
    }

    /** The same with a certificate that nobody but itself has signed. */
    public SSLContext unsigned(String host) throws IOException {
        String alias = "unsigned" + host;
        keytool(keys, "-genkeypair", alias, "-keyalg", "EC", "-dname", "CN=" + host, "-ext", "san=dns:" + host);
        return context(alias);
    }

    private SSLContext context(String alias) throws IOException {
        try (InputStream file = Files.newInputStream(keys)) {
            char[] password = PASSWORD.toCharArray();
            KeyStore all = KeyStore.getInstance("PKCS12");
            all.load(file, password);
            KeyStore one = KeyStore.getInstance("PKCS12");
            one.load(null, password);
            one.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(one, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void keytool(Path store, String command, String alias, String... more) throws IOException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> line = new ArrayList<>(List.of(tool, command, "-alias", alias, "-keystore", store.toString()));
        line.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        line.addAll(List.of(more));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool " + command + ": " + output);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
