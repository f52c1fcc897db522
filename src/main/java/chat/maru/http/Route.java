package chat.maru.http;

import chat.maru.access.Limiter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One method of one resource. Immutable.
 *
 * @param pattern the path's segments below {@code /api/v1/}; {@code *} stands for one that the call is told
 * @param streams whether the resource reads the body itself
 * @param open whether the path itself is the secret, and nobody is asked who they are
 * @param pace what it counts as beside being a request: the same as over a WebSocket, and in the same buckets
 */
record Route(
        String method,
        List<String> pattern,
        boolean streams,
        boolean open,
        Optional<Limiter.Kind> pace,
        Resource resource) {
    private static final String ANY = "*";

    /** Answers a call. */
    @FunctionalInterface
    interface Resource {
        CompletionStage<Reply> answer(RestCall call);
    }

    static Route of(String method, String pattern, Resource resource) {
        return new Route(method, List.of(pattern.split("/")), false, false, Optional.empty(), resource);
    }

    /** The same, for what is done over a WebSocket too. */
    static Route paced(Limiter.Kind pace, String method, String pattern, Resource resource) {
        return new Route(method, List.of(pattern.split("/")), false, false, Optional.of(pace), resource);
    }

    /** The same, with a body that the resource reads itself. */
    static Route streaming(String method, String pattern, Resource resource) {
        return new Route(method, List.of(pattern.split("/")), true, false, Optional.empty(), resource);
    }

    /** The same, for whoever knows the path. */
    static Route open(String method, String pattern, Resource resource) {
        return new Route(method, List.of(pattern.split("/")), false, true, Optional.empty(), resource);
    }

    boolean changes() {
        return !method.equals("GET");
    }

    boolean fits(List<String> segments) {
        if (segments.size() != pattern.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            boolean fits = pattern.get(i).equals(ANY) || pattern.get(i).equals(segments.get(i));
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    /** What stands for each {@code *}. */
    List<String> values(List<String> segments) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            if (pattern.get(i).equals(ANY)) {
                values.add(segments.get(i));
            }
        }
        return values;
    }

    /** The segments of a raw path, each decoded exactly once; empty where one is no UTF-8, or empty. */
    static Optional<List<String>> segments(String raw) {
        List<String> segments = new ArrayList<>();
        for (String part : raw.split("/", -1)) {
            Optional<String> decoded = decoded(part);
            if (decoded.isEmpty()) {
                return Optional.empty();
            }
            segments.add(decoded.get());
        }
        return Optional.of(segments);
    }

    private static Optional<String> decoded(String part) {
        ByteBuffer bytes = ByteBuffer.allocate(part.length());
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '%' && i + 2 <= part.length() - 1) {
                int high = Character.digit(part.charAt(i + 1), 16);
                int low = Character.digit(part.charAt(i + 2), 16);
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.put((byte) (high * 16 + low));
                i += 2;
            } else if (c == '%' || c > '~') {
                return Optional.empty();
            } else {
                bytes.put((byte) c);
            }
        }
        try {
            // A fresh decoder reports what is no UTF-8.
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
