package chat.maru.endpoint;

import static java.lang.invoke.MethodType.methodType;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.CompletionHandler;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What {@link TomcatOutlet} needs of Tomcat's classes, found by name, since other containers do not have them.
 * Immutable and thread-safe.
 *
 * <p>The names are those of Tomcat 10.1 and 11. Where one is missing, or may not be touched, there are no parts, and a
 * line in the log says so.
 */
final class TomcatParts {
    private static final System.Logger LOG = System.getLogger(TomcatParts.class.getName());
    static final String SESSION = "org.apache.tomcat.websocket.WsSession";
    private static final String REMOTE = "org.apache.tomcat.websocket.server.WsRemoteEndpointImplServer";
    private static final String SOCKET = "org.apache.tomcat.util.net.SocketWrapperBase";
    private static final String PLAIN_CHANNEL = "org.apache.tomcat.util.net.NioChannel";

    /** The socket's own write timeout holds, which is none: the watch cuts off whoever takes too long. */
    private static final long TIMEOUT_OF_SOCKET = -1;

    private final Class<?> remotes;
    private final MethodHandle remote;
    private final MethodHandle socket;
    private final MethodHandle sending;
    private final MethodHandle closed;
    private final MethodHandle end;
    private final MethodHandle isAsync;
    private final Class<?> plainChannels;
    private final MethodHandle channelOf;
    private final MethodHandle channel;
    private final MethodHandle hasDataToWrite;
    private final MethodHandle write;
    private final Object written;

    private TomcatParts(Class<?> sessions) throws ReflectiveOperationException {
        ClassLoader tomcat = sessions.getClassLoader();
        Lookup lookup = MethodHandles.lookup();
        remotes = Class.forName(REMOTE, false, tomcat);
        Class<?> base = remotes.getSuperclass();
        Class<?> sockets = Class.forName(SOCKET, false, tomcat);
        remote = getter(lookup, sessions, "wsRemoteEndpoint", Object.class);
        socket = getter(lookup, remotes, "socketWrapper", Object.class);
        sending = getter(lookup, base, "messagePartInProgress", Semaphore.class);
        closed = getter(lookup, base, "closed", boolean.class);
        Method ending = base.getDeclaredMethod("endMessage", SendHandler.class, SendResult.class);
        ending.setAccessible(true);
        end = MethodHandles.insertArguments(lookup.unreflect(ending), 1, null, null)
                .asType(methodType(void.class, Object.class));
        isAsync = lookup.unreflect(sockets.getMethod("hasAsyncIO")).asType(methodType(boolean.class, Object.class));
        plainChannels = Class.forName(PLAIN_CHANNEL, false, tomcat);
        channelOf = lookup.unreflect(sockets.getMethod("getSocket")).asType(methodType(Object.class, Object.class));
        channel = lookup.unreflect(plainChannels.getMethod("getIOChannel"))
                .asType(methodType(SocketChannel.class, Object.class));
        hasDataToWrite =
                lookup.unreflect(sockets.getMethod("hasDataToWrite")).asType(methodType(boolean.class, Object.class));
        write = write(lookup, sockets, tomcat);
        written = constant(Class.forName(SOCKET + "$CompletionState", false, tomcat), "INLINE");
    }

    /** Empty where {@code sessions} is not the class of a Tomcat that is known. */
    static Optional<TomcatParts> of(Class<?> sessions) {
        if (!sessions.getName().equals(SESSION)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TomcatParts(sessions));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.INFO, "frames go the portable way, which is slower, for this Tomcat is not known: {0}", e);
            return Optional.empty();
        }
    }

    private static MethodHandle getter(Lookup lookup, Class<?> owner, String name, Class<?> type)
            throws ReflectiveOperationException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return lookup.unreflectGetter(field).asType(methodType(type, Object.class));
    }

    /** Writes all, and calls the handler only when that was not done at once. */
    private static MethodHandle write(Lookup lookup, Class<?> sockets, ClassLoader tomcat)
            throws ReflectiveOperationException {
        Class<?> modes = Class.forName(SOCKET + "$BlockingMode", false, tomcat);
        Class<?> checks = Class.forName(SOCKET + "$CompletionCheck", false, tomcat);
        Method method = sockets.getMethod(
                "write",
                modes,
                long.class,
                TimeUnit.class,
                Object.class,
                checks,
                CompletionHandler.class,
                ByteBuffer[].class);
        MethodHandle whole = lookup.unreflect(method).asFixedArity();
        // As Tomcat does: it waits for another write, of which there is none while the semaphore is held.
        Object mode = constant(modes, "SEMI_BLOCK");
        MethodHandle checked = MethodHandles.insertArguments(whole, 5, constant(sockets, "COMPLETE_WRITE"));
        MethodType type =
                methodType(Object.class, Object.class, SendHandler.class, CompletionHandler.class, ByteBuffer[].class);
        return MethodHandles.insertArguments(checked, 1, mode, TIMEOUT_OF_SOCKET, TimeUnit.MILLISECONDS)
                .asType(type);
    }

    private static Object constant(Class<?> owner, String name) throws ReflectiveOperationException {
        Field field = owner.getField(name);
        field.setAccessible(true);
        return field.get(null);
    }

    /** Tomcat's remote endpoint of a session. */
    Object remote(Session session) {
        try {
            return (Object) remote.invokeExact((Object) session);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /** Whether the remote endpoint is one of the server's, on a connector that writes as is needed here. */
    boolean fits(Object remote) {
        try {
            return remotes.isInstance(remote) && (boolean) isAsync.invokeExact(socket(remote));
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    Object socket(Object remote) {
        try {
            return (Object) socket.invokeExact(remote);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /** What a socket writes to, where that is the bytes themselves, as without TLS, and none of them wait. */
    Optional<SocketChannel> channel(Object socket) {
        try {
            Object wrapped = (Object) channelOf.invokeExact(socket);
            if (wrapped.getClass() != plainChannels || (boolean) hasDataToWrite.invokeExact(socket)) {
                return Optional.empty();
            }
            return Optional.of((SocketChannel) channel.invokeExact(wrapped));
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /** What whoever sends a frame holds. */
    Semaphore sending(Object remote) {
        try {
            return (Semaphore) sending.invokeExact(remote);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /** Whether a close frame has been sent, behind which nothing may come. */
    boolean isClosed(Object remote) {
        try {
            return (boolean) closed.invokeExact(remote);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /** Writes; true when all is written, else {@code handler} is called. */
    boolean write(Object socket, ByteBuffer[] frames, SendHandler done, CompletionHandler<Long, SendHandler> handler) {
        try {
            return (Object) write.invokeExact(socket, done, (CompletionHandler<?, ?>) handler, frames) == written;
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /** Lets the next frame out: gives the semaphore back, or sends the control frame that waits. */
    void end(Object remote) {
        try {
            end.invokeExact(remote);
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    private static RuntimeException rethrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }
}
