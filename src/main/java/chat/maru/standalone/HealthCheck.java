package chat.maru.standalone;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;

/** Asks the server that runs with these settings whether it is ready; for a HEALTHCHECK in an image without curl. */
record HealthCheck(LaunchSettings settings) {
    private static final int TIMEOUT_MILLIS = 3_000;

    /** Returns the exit code of the process: 0 if ready; otherwise 1, and says why. */
    int run(PrintStream err) throws CannotStart {
        if (settings.port() == 0) {
            throw new CannotStart(LaunchSettings.PORT + " is 0, any free port: a health check has to be told which");
        }
        String address = "http://" + urlHost() + ":" + settings.port() + "/health/ready";
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(address).toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setInstanceFollowRedirects(false);
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_OK) {
                return 0;
            }
            err.println("Maru is not ready: " + address + " answered " + status);
        } catch (IOException e) {
            err.println("Maru does not answer: " + address + " (" + e.getMessage() + ")");
        }
        return Main.EXIT_FAILED;
    }

    /** Nobody can connect to "every address": there the loopback one of the same family is asked. */
    private String urlHost() throws CannotStart {
        try {
            InetAddress address = InetAddress.getByName(settings.host());
            if (address.isAnyLocalAddress()) {
                return address instanceof Inet6Address ? "[::1]" : "127.0.0.1";
            }
            return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : settings.host();
        } catch (UnknownHostException e) {
            throw new CannotStart(LaunchSettings.HOST + " names no host that is known here: " + settings.host());
        }
    }
}
