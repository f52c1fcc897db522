package chat.maru.client;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes and reads frames of {@code maru.v1}. Stateless. */
final class Frames {
    static final String SUBPROTOCOL = "maru.v1";

    /** Looked up once: the lookup costs more than the parsing. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 16;
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private Frames() {}

    /** 128 random bits: no two commands of one author share an id by chance. */
    static String newId() {
        byte[] id = new byte[ID_BYTES];
        RANDOM.nextBytes(id);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    }

    static JsonObjectBuilder of(String type) {
        return JSON.createObjectBuilder().add("type", type);
    }

    static JsonObject token(String token) {
        return of("token").add("token", token).build();
    }

    static String hello(
            @Nullable String name,
            @Nullable String guest,
            @Nullable String token,
            @Nullable Position after,
            int history) {
        JsonObjectBuilder hello = of("hello");
        if (token != null) {
            hello.add("token", token);
        }
        if (name != null) {
            hello.add("name", name);
        }
        if (guest != null) {
            hello.add("guest", guest);
        }
        if (after == null) {
            return write(hello.add("history", history).build());
        }
        JsonObjectBuilder position = JSON.createObjectBuilder().add("n", after.n());
        if (after.epoch() != null) {
            position.add("epoch", after.epoch());
        }
        return write(hello.add("after", position).build());
    }

    /**
     * The text of a frame. What is no UTF-16 is escaped: the socket would break over it, and the server refuses it by
     * name.
     */
    static String write(JsonObject json) {
        String frame = json.toString();
        return LONE_SURROGATE
                .matcher(frame)
                .replaceAll(lone -> "\\\\u%x".formatted((int) lone.group().charAt(0)));
    }

    static JsonArray parse(String frame) {
        try (JsonReader reader = JSON.createReader(new StringReader(frame))) {
            return reader.readArray();
        }
    }

    /** A number; 0 where there is none. */
    static long number(JsonObject json, String field) {
        return json.get(field) instanceof JsonNumber number ? number.longValue() : 0;
    }
}
