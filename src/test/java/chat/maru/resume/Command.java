package chat.maru.resume;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;

/**
 * What a member asked for. Immutable.
 *
 * @param id unique for its author alone
 * @param kind of the entry that it makes
 * @param of the position it is about; 0 for a message
 * @param content the text, or for a reaction the emoji and whether it is put on; empty for a deletion
 */
record Command(String id, String kind, long of, String content) {
    static final String MESSAGE = "message";
    static final String EDIT = "edit";
    static final String DELETE = "delete";
    static final String REACTION = "reaction";
    static final String OFF = "-";

    /** As it goes over the wire. */
    String frame() {
        JsonObjectBuilder frame = Json.createObjectBuilder().add("id", id);
        switch (kind) {
            case MESSAGE -> frame.add("type", "publish").add("text", content);
            case EDIT -> frame.add("type", "edit").add("of", of).add("text", content);
            case DELETE -> frame.add("type", "delete").add("of", of);
            default ->
                frame.add("type", "react")
                        .add("of", of)
                        .add("emoji", content.replace(OFF, ""))
                        .add("on", !content.endsWith(OFF));
        }
        return frame.build().toString();
    }
}
