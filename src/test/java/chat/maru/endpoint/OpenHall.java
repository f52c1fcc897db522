package chat.maru.endpoint;

import chat.maru.support.EmbeddedMaru;
import chat.maru.support.TestMember;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server as it comes, and its room {@code lobby}, for those who test it. */
abstract class OpenHall {
    @TempDir
    Path data;

    EmbeddedMaru maru;

    @BeforeEach
    void start() throws Exception {
        maru = EmbeddedMaru.start(data);
    }

    @AfterEach
    void stop() {
        maru.close();
    }

    /** @param members of the hello beside its type, each behind a comma */
    TestMember join(String members) {
        return TestMember.v1(maru.uri("/chat/lobby"), "{\"type\":\"hello\"" + members + "}");
    }
}
