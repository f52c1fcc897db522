package chat.maru.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One outbound text frame, made of its text. Its bytes are the same for every member, since a server's frames are not
 * masked: where a container lets them through, they are made once.
 */
final class TextFrame implements Parcel {
    private final String text;

    /** Made when first asked for, by one thread or by several to the same effect. */
    private volatile @Nullable ByteBuffer bytes;

    TextFrame(String text) {
        this.text = text;
    }

    @Override
    public List<String> texts() {
        return List.of(text);
    }

    @Override
    public void addTo(List<ByteBuffer> out) {
        ByteBuffer made = bytes;
        if (made == null) {
            byte[] payload = text.getBytes(StandardCharsets.UTF_8);
            ByteBuffer frame = ByteBuffer.allocate(FrameHeader.bytes(payload.length) + payload.length);
            made = FrameHeader.put(frame, payload.length).put(payload).flip();
            bytes = made;
        }
        out.add(made.duplicate());
    }
}
