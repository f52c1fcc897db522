package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455 section 5.2: the header of a text frame that is not masked, for each of the three forms of its length. */
class TextFrameTest {
    @ParameterizedTest
    @CsvSource({
        "0, 8100",
        "1, 8101",
        "125, 817d",
        "126, 817e007e",
        "65535, 817effff",
        "65536, 817f0000000000010000",
    })
    void theHeaderTellsTheLengthInItsShortestForm(int length, String header) {
        ByteBuffer bytes = bytes(new TextFrame("x".repeat(length)));

        byte[] head = new byte[header.length() / 2];
        bytes.get(head);
        assertThat(head).asHexString().isEqualToIgnoringCase(header);
        assertThat(bytes.remaining()).isEqualTo(length);
        assertThat(FrameHeader.bytes(length)).isEqualTo(head.length);
        assertThat(FrameHeader.payloadBytes(head, 0)).isEqualTo(length);
    }

    @Test
    void theLengthIsThatOfTheTextInUtf8() {
        ByteBuffer bytes = bytes(new TextFrame("방👍"));

        assertThat(bytes.get(1)).isEqualTo((byte) 7);
        assertThat(StandardCharsets.UTF_8.decode(bytes.position(2)).toString()).isEqualTo("방👍");
    }

    @Test
    void whatOneMemberHasWrittenIsStillThereForTheNext() {
        TextFrame frame = new TextFrame("hello");
        ByteBuffer first = bytes(frame);
        first.position(first.limit());

        assertThat(bytes(frame).remaining()).isEqualTo(7);
    }

    private static ByteBuffer bytes(Parcel parcel) {
        List<ByteBuffer> bytes = new ArrayList<>();
        parcel.addTo(bytes);
        assertThat(bytes).hasSize(1);
        return bytes.get(0);
    }
}
