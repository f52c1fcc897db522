package chat.maru.endpoint;

import chat.maru.protocol.JsonText;
import jakarta.websocket.Decoder;

/**
 * Makes an inbound text frame a {@link JsonText}. Stateless and thread-safe.
 *
 * <p>Declared on the endpoint, but called by Maru itself, which takes frames in pieces: a container that decodes holds
 * a buffer of the largest frame for each session.
 *
 * <p>It never throws and always decodes: on a decode error Jetty closes the connection with 1003 and Tomcat with 1002,
 * where Maru wants to refuse the frame and go on. What is wrong with the text is part of the value.
 */
public class FrameDecoder implements Decoder.Text<JsonText> {
    @Override
    public boolean willDecode(String text) {
        return true;
    }

    @Override
    public JsonText decode(String text) {
        return JsonText.parse(text);
    }
}
