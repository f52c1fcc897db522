package chat.maru.containers;

import chat.maru.containers.Cells.Attempt;
import chat.maru.containers.Cells.Cell;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Writes down how each check ended, and holds {@link Cells} to what is so. One thread at a time. */
final class Verdicts implements InvocationInterceptor {
    private final Map<String, Results> results = new LinkedHashMap<>();

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Server server = ((Checks) context.getRequiredTestInstance()).server();
        String check = method.getExecutable().getName();
        Results written = results.computeIfAbsent(server.id(), id -> new Results(server));
        Optional<Cell> cell = Cells.find(server.id(), check);
        if (cell.isPresent()) {
            excuse(invocation, cell.get(), written);
            return;
        }
        run(invocation, check, written);
    }

    private static void run(Invocation<Void> invocation, String check, Results written) throws Throwable {
        try {
            invocation.proceed();
        } catch (Throwable failure) {
            written.failed(check, failure);
            throw failure;
        }
        written.passed(check);
    }

    private static void excuse(Invocation<Void> invocation, Cell cell, Results written) throws Throwable {
        if (cell.attempt() == Attempt.NONE) {
            invocation.skip();
        } else if (passes(invocation, cell, written)) {
            return;
        }
        written.excused(cell);
        throw new TestAbortedException(cell.reason());
    }

    /** Runs it all the same; that it fails as the table says is no failure. */
    private static boolean passes(Invocation<Void> invocation, Cell cell, Results written) throws Throwable {
        try {
            invocation.proceed();
        } catch (Throwable failure) {
            if (String.valueOf(failure.getMessage()).contains(cell.failure())) {
                return false;
            }
            written.failed(cell.check(), failure);
            throw failure;
        }
        if (cell.attempt() == Attempt.FAILS) {
            AssertionError outdated = new AssertionError(cell + " is out of date: the check passes");
            written.failed(cell.check(), outdated);
            throw outdated;
        }
        written.passed(cell.check());
        return true;
    }
}
