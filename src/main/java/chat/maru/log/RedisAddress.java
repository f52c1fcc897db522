package chat.maru.log;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where Redis is, and who we are there: {@code redis://user:password@host:port/database}, or
 * {@code redis-sentinel://user:password@host:port,host:port/primary/database}, where the hosts are Sentinels that know
 * where the primary of that name is just now, or {@code redis-cluster://user:password@host:port,host:port}, where they
 * are nodes of a cluster, which know the others. With {@code rediss} instead of {@code redis}, by TLS. Immutable. Its
 * text never has the password.
 *
 * @param user empty for the default user
 * @param password empty for none; Sentinels are asked without one
 * @param database from 0
 * @param nodes of a cluster, or Sentinels, as {@code host:port}; empty where the host is Redis itself
 * @param primary what Sentinels call it; empty without them
 */
public record RedisAddress(
        boolean tls,
        String host,
        int port,
        String user,
        String password,
        int database,
        List<String> nodes,
        String primary) {
    private static final int PORT = 6379;
    private static final int SENTINEL_PORT = 26379;
    private static final String SENTINEL = "-sentinel";
    private static final String CLUSTER = "-cluster";

    public RedisAddress {
        nodes = List.copyOf(nodes);
    }

    /** Redis itself. */
    public RedisAddress(boolean tls, String host, int port, String user, String password, int database) {
        this(tls, host, port, user, password, database, List.of(), "");
    }

    /** Reads {@code text}; an {@link IllegalArgumentException}, without the password, says what is wrong with it. */
    public static RedisAddress parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("it is no URL");
        }
        String scheme = String.valueOf(uri.getScheme());
        if (!scheme.matches("rediss?(-sentinel|-cluster)?")) {
            throw new IllegalArgumentException(
                    "it begins with none of redis://, redis-sentinel://, redis-cluster://, and the same with rediss");
        }
        if (uri.getQuery() != null || uri.getFragment() != null || uri.getPath() == null) {
            throw new IllegalArgumentException("it has a query or a fragment, or no //");
        }
        if (scheme.endsWith(CLUSTER)) {
            return cluster(uri);
        }
        return scheme.endsWith(SENTINEL) ? sentinels(uri) : plain(uri);
    }

    private static RedisAddress plain(URI uri) {
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("it names no host, or several");
        }
        String[] who = who(uri.getUserInfo() == null ? "" : uri.getUserInfo());
        return new RedisAddress(
                uri.getScheme().equals("rediss"),
                uri.getHost().replaceAll("^\\[(.*)]$", "$1"),
                uri.getPort() < 0 ? PORT : uri.getPort(),
                who[0],
                who[1],
                database(uri.getPath().replaceFirst("^/", "")));
    }

    private static RedisAddress sentinels(URI uri) {
        String[] who = who(user(uri));
        List<String> hosts = hosts(uri, SENTINEL_PORT);
        String[] path = uri.getPath().replaceFirst("^/", "").split("/", 2);
        if (path[0].isEmpty()) {
            throw new IllegalArgumentException("it does not name Sentinels by host:port and then the primary");
        }
        return new RedisAddress(
                uri.getScheme().startsWith("rediss"),
                path[0],
                0,
                who[0],
                who[1],
                database(path.length == 1 ? "" : path[1]),
                hosts,
                path[0]);
    }

    private static RedisAddress cluster(URI uri) {
        if (!uri.getPath().matches("/?0?")) {
            throw new IllegalArgumentException("it has a path: a cluster has one database");
        }
        String[] who = who(user(uri));
        List<String> hosts = hosts(uri, PORT);
        return new RedisAddress(uri.getScheme().startsWith("rediss"), "", 0, who[0], who[1], 0, hosts, "");
    }

    private static String authority(URI uri) {
        return uri.getAuthority() == null ? "" : uri.getAuthority();
    }

    private static String user(URI uri) {
        return authority(uri).substring(0, Math.max(0, authority(uri).lastIndexOf('@')));
    }

    private static List<String> hosts(URI uri, int port) {
        String given = authority(uri).substring(authority(uri).lastIndexOf('@') + 1);
        List<String> hosts = Stream.of(given.split(",", -1))
                .map(host -> host.matches(".*:[0-9]+") ? host : host + ":" + port)
                .toList();
        if (hosts.stream().anyMatch(host -> !host.matches("[^:]+:[0-9]{1,5}"))) {
            throw new IllegalArgumentException("it does not name its hosts as host:port,host:port");
        }
        return hosts;
    }

    private static String[] who(String given) {
        int colon = given.indexOf(':');
        if (!given.isEmpty() && colon < 0) {
            throw new IllegalArgumentException("before the @ stands no colon; a password alone is written :password@");
        }
        return new String[] {given.substring(0, Math.max(0, colon)), given.substring(colon + 1)};
    }

    private static int database(String number) {
        if (!number.matches("[0-9]{0,6}")) {
            throw new IllegalArgumentException("its path is no number of a database");
        }
        return number.isEmpty() ? 0 : Integer.parseInt(number);
    }

    /** Redis itself at another place, all else as here. */
    RedisAddress at(String newHost, int newPort) {
        return new RedisAddress(tls, newHost, newPort, user, password, database);
    }

    /** The same, said as {@code host:port}. */
    RedisAddress at(String place) {
        int colon = place.lastIndexOf(':');
        return at(place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)));
    }

    boolean isCluster() {
        return !nodes.isEmpty() && primary.isEmpty();
    }

    /** Whether Sentinels are to be asked where Redis is. */
    boolean isAskedFor() {
        return !primary.isEmpty();
    }

    @Override
    public String toString() {
        String scheme = tls ? "rediss" : "redis";
        String place = nodes.isEmpty() ? host + ":" + port : String.join(",", nodes);
        if (isCluster()) {
            return scheme + CLUSTER + "://" + place;
        }
        String asked = isAskedFor() ? SENTINEL + "://" + place + "/" + primary : "://" + place;
        return scheme + asked + (database == 0 ? "" : "/" + database);
    }
}
