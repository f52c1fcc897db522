package chat.maru.hook;

import static chat.maru.hook.Hooked.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.maru.support.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers over https, with the certificates that receivers have. */
class HookTlsIT {
    @TempDir
    private Path folder;

    @Test
    void nothingIsSentUntilTheCertificateIsGoodAndThenEverything() throws Exception {
        Certificates certificates = new Certificates(folder);
        Map<String, SSLContext> bad = new LinkedHashMap<>();
        bad.put("certificate has expired; it has to be renewed", certificates.signed("localhost", "-10d", 5));
        bad.put("put its own into a trust store, which javax.net.ssl.trustStore", certificates.unsigned("localhost"));
        bad.put("certificate is not for the host of the URL", certificates.signed("other.example", "-1d", 5));
        bad.put("certificate is not valid yet", certificates.signed("localhost", "+2d", 5));
        SSLContext good = certificates.signed("localhost", "-1d", 5);
        Path data = Files.createDirectory(folder.resolve("data"));
        String trust = "-Djavax.net.ssl.trustStore=" + certificates.trusted();
        String password = "-Djavax.net.ssl.trustStorePassword=" + Certificates.PASSWORD;
        try (HookProcess maru = new HookProcess(data, trust, password);
                Receiver first = new Receiver("127.0.0.1", 0, good)) {
            int port = first.port();
            String id = maru.make("https://localhost:" + port + "/hook", first);
            long last = maru.say("in a good certificate");
            await(() -> first.positions().contains(last));
            first.close();
            for (Map.Entry<String, SSLContext> now : bad.entrySet()) {
                try (Receiver receiver = new Receiver("127.0.0.1", port, now.getValue())) {
                    maru.say("for nobody yet");
                    await(() -> line(maru, id, now.getKey()));
                    assertThat(receiver.calls()).as(now.getKey()).isEmpty();
                }
            }
            try (Receiver receiver = new Receiver("127.0.0.1", port, certificates.signed("localhost", "-2d", 5))) {
                long end = maru.say("after all");
                await(() -> receiver.positions().contains(end));
                // The first may come again: it was counted before it was answered.
                assertThat(receiver.positions().stream().filter(n -> n > last))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(last + 1, end).boxed().toList());
            }
            await(() -> maru.output().contains("webhook " + id + " goes on"));
            assertThat(maru.output()).doesNotContain("nobody yet").doesNotContain("Exception");
        }
    }

    /** One line that says which webhook, which try, what rule and what to do. */
    private static boolean line(HookProcess maru, String id, String words) {
        return maru.output()
                .lines()
                .anyMatch(line -> line.contains("webhook " + id + " waits at ")
                        && line.matches(".*, try \\d+: TLS: .*")
                        && line.contains(words));
    }
}
