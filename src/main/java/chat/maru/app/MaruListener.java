package chat.maru.app;

import chat.maru.endpoint.Aliases;
import chat.maru.http.Api;
import chat.maru.http.ApiServlet;
import chat.maru.http.FrontFilter;
import chat.maru.http.HealthServlet;
import chat.maru.http.LoginEnds;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebListener;
import jakarta.websocket.server.ServerContainer;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Starts Maru with its web application and stops it with it. The only listener, and it wires everything: containers
 * differ in the order of several. Made and called by the container, one thread at a time.
 */
@WebListener
public class MaruListener implements ServletContextListener {
    private static final System.Logger LOG = System.getLogger(MaruListener.class.getName());

    /** Where the launcher finds what to run before it stops to listen: no class of ours is known to it. */
    private static final String DRAIN = "chat.maru.drain";

    private @Nullable Maru maru;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Settings settings = Settings.read(parameters(context), properties(), System.getenv());
        Path data = data(settings, context).toAbsolutePath().normalize();
        if (data.startsWith(Path.of(System.getProperty("java.io.tmpdir")))) {
            LOG.log(Level.WARNING, "{0} lies in a temporary folder, which may be emptied; set maru.data", data);
        }
        Maru started = Maru.start(settings, Stores.open(settings, data));
        maru = started;
        context.setAttribute(DRAIN, (Runnable) started::drain);
        register(context, settings, started, started.api(data.resolve("backups")));
        LOG.log(
                Level.INFO,
                "Maru started in context \"{0}\": log {1}, durability {2}, data {3}, guests from {4}",
                context.getContextPath(),
                Stores.name(settings),
                started.durability(),
                data,
                settings.guests() ? "everywhere" : "this machine");
    }

    private static Map<String, String> parameters(ServletContext context) {
        Map<String, String> parameters = new TreeMap<>();
        for (String name : Collections.list(context.getInitParameterNames())) {
            parameters.put(name, context.getInitParameter(name));
        }
        return parameters;
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        for (String name : System.getProperties().stringPropertyNames()) {
            properties.put(name, System.getProperty(name, ""));
        }
        return properties;
    }

    /** Each context has a directory of its own, so that two Marus in one server do not meet. */
    private static Path data(Settings settings, ServletContext context) {
        Path data = Path.of(settings.text(StoreSetting.DATA));
        if (!settings.isDefault(StoreSetting.DATA)) {
            return data;
        }
        String path = context.getContextPath().replaceFirst("^/", "").replace('/', '#');
        return data.resolve(path.isEmpty() ? "ROOT" : path);
    }

    private static void register(ServletContext context, Settings settings, Maru maru, Api api) {
        boolean identities = TokenSettings.rules(settings).isPresent();
        FilterRegistration.Dynamic front = context.addFilter(
                "maru-front", new FrontFilter(maru.entrance(), settings.guests(), identities, maru::isStopping));
        context.addListener(new LoginEnds(maru.connections()::loginEnded));
        front.setAsyncSupported(true);
        front.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        context.addServlet("maru-health", new HealthServlet(maru::trouble, maru::warning, maru.durability()))
                .addMapping("/health/*");
        ServletRegistration.Dynamic rest = context.addServlet("maru-api", new ApiServlet(api));
        rest.setAsyncSupported(true);
        rest.addMapping("/api/v1/*");
        Object container = context.getAttribute(ServerContainer.class.getName());
        if (!(container instanceof ServerContainer webSockets)) {
            throw new SettingException("This server has no WebSocket container; enable its Jakarta WebSocket feature.");
        }
        Aliases.register(webSockets);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        Maru started = maru;
        if (started != null) {
            started.close();
            LOG.log(Level.INFO, "Maru stopped");
        }
    }
}
