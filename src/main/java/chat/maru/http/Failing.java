package chat.maru.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A resource that may refuse before it has begun. */
@FunctionalInterface
interface Failing {
    CompletionStage<Reply> answer(RestCall call) throws Refused;

    /** The same, with the refusal in the stage. */
    static Route.Resource of(Failing resource) {
        return call -> {
            try {
                return resource.answer(call);
            } catch (Refused e) {
                return CompletableFuture.failedStage(e);
            }
        };
    }
}
