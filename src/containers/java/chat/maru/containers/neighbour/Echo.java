package chat.maru.containers.neighbour;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** Says everything back: any other application's endpoint, under a path that is like Maru's. Stateless. */
@ServerEndpoint("/chat/{room}")
public class Echo {
    @OnMessage
    public String echo(String text) {
        return "{\"message\":\"" + text + "\"}";
    }
}
