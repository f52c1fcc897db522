package chat.maru.standalone;

import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.startup.Constants;
import org.apache.catalina.startup.ContextConfig;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ApplicationParameter;
import org.apache.tomcat.util.scan.StandardJarScanFilter;
import org.apache.tomcat.util.scan.StandardJarScanner;

/**
 * How Tomcat is told to run the unpacked WAR: what a plain container does by default, without what Maru has no use for.
 */
final class WebApplication {
    private static final String UTF_8 = "UTF-8";
    private static final String STATIC_FILES = "default";

    private WebApplication() {}

    /** Returns the application at the root of the server, not started. */
    static Context context(Path webapp, LaunchSettings settings) {
        StandardContext context = new StandardContext();
        context.setName("");
        context.setPath("");
        context.setDocBase(webapp.toString());
        context.setRequestCharacterEncoding(UTF_8);
        context.setResponseCharacterEncoding(UTF_8);
        context.setJarScanner(scanClassesOnly());
        context.setManager(forgetfulSessions());
        keepQuietAtTheEnd(context);
        serveFiles(context);
        // As context parameters, which come first, so that the application sees the values that the launcher uses.
        define(context, LaunchSettings.HOST, settings.host());
        define(context, LaunchSettings.PORT, String.valueOf(settings.port()));
        define(context, LaunchSettings.DATA, settings.data().toString());
        ContextConfig annotations = new ContextConfig();
        annotations.setDefaultWebXml(Constants.NoDefaultWebXml);
        context.addLifecycleListener(annotations);
        return context;
    }

    /** Annotated classes are in WEB-INF/classes. To look through the libraries would take longer than all the rest. */
    private static StandardJarScanner scanClassesOnly() {
        StandardJarScanFilter none = new StandardJarScanFilter();
        none.setDefaultPluggabilityScan(false);
        none.setDefaultTldScan(false);
        StandardJarScanner scanner = new StandardJarScanner();
        scanner.setJarScanFilter(none);
        scanner.setScanClassPath(false);
        scanner.setScanManifest(false);
        return scanner;
    }

    /** Sessions are not written to disk at the end. */
    private static StandardManager forgetfulSessions() {
        StandardManager sessions = new StandardManager();
        sessions.setPathname(null);
        return sessions;
    }

    /**
     * The process ends with the application, so there is nothing to clean behind it, and no JDK internals to open for
     * it.
     */
    private static void keepQuietAtTheEnd(StandardContext context) {
        context.setClearReferencesRmiTargets(false);
        context.setClearReferencesThreadLocals(false);
        context.setClearReferencesHttpClientKeepAliveThread(false);
    }

    private static void serveFiles(StandardContext context) {
        Tomcat.addDefaultMimeTypeMappings(context);
        context.addWelcomeFile("index.html");
        var files = Tomcat.addServlet(context, STATIC_FILES, "org.apache.catalina.servlets.DefaultServlet");
        files.addInitParameter("fileEncoding", UTF_8);
        files.addInitParameter("showServerInfo", "false");
        files.setLoadOnStartup(1);
        files.setOverridable(true);
        context.addServletMapping("/", STATIC_FILES);
    }

    private static void define(StandardContext context, String name, String value) {
        ApplicationParameter parameter = new ApplicationParameter();
        parameter.setName(name);
        parameter.setValue(value);
        parameter.setOverride(false);
        context.addApplicationParameter(parameter);
    }
}
