package chat.maru.http;

import chat.maru.protocol.Problem;
import chat.maru.protocol.Refusal;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** What the resources for bots and webhooks answer. Immutable. */
record HookReply(int status, String type, String body) {
    private static final int NO_CONTENT = 204;

    static HookReply of(int status, JsonObjectBuilder json) {
        JsonObject object = json.build();
        return new HookReply(status, "application/json", object.toString());
    }

    static HookReply of(Problem problem) {
        return new HookReply(problem.status(), Problem.TYPE, problem.json());
    }

    static HookReply nothing() {
        return new HookReply(NO_CONTENT, "application/json", "");
    }

    static JsonObjectBuilder json() {
        return Json.createObjectBuilder();
    }

    static HookReply badRequest(String code, String detail) {
        return of(new Problem(400, "Bad Request", code, detail));
    }

    static HookReply badRequest(Refusal refusal) {
        return badRequest(refusal.code().wire(), refusal.text());
    }

    static HookReply conflict(String detail) {
        return of(new Problem(409, "Conflict", "conflict", detail));
    }

    static HookReply notFound() {
        return of(new Problem(404, "Not Found", "notFound", "Nothing is here."));
    }
}
