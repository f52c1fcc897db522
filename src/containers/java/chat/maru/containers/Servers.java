package chat.maru.containers;

import java.util.List;
import java.util.stream.Stream;

/** Every server that the suite knows, and the choice among them. Stateless. */
final class Servers {
    private Servers() {}

    private static List<Server> all() {
        return List.of(
                new Tomcat("tomcat101", "Tomcat 10.1"),
                new Tomcat("tomcat11", "Tomcat 11"),
                new Jetty("jetty120", "Jetty 12.0"),
                new Jetty("jetty121", "Jetty 12.1"),
                new WildFly("wildfly", "WildFly"),
                new Liberty("liberty", "Open Liberty"),
                new GlassFish("glassfish", "GlassFish 7"),
                new GlassFish("payara", "Payara Server 6"),
                new PayaraMicro("payara-micro", "Payara Micro 6"),
                new Tyrus("tyrus", "Tyrus on Grizzly, embedded"),
                new Runnable("runnable", "The WAR by itself"));
    }

    /** Those that {@code -Dmaru.container} names, separated by commas; without it, all. */
    static Stream<Server> chosen() {
        String choice = System.getProperty("maru.container", "all");
        if (choice.equals("all")) {
            return all().stream();
        }
        List<String> names = Stream.of(choice.split(",", -1)).map(String::strip).toList();
        List<String> known = all().stream().map(Server::id).toList();
        names.stream().filter(name -> !known.contains(name)).findAny().ifPresent(name -> {
            throw new AssertionError("maru.container names " + name + "; there are " + known);
        });
        return all().stream().filter(server -> names.contains(server.id()));
    }
}
