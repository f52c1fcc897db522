package chat.maru.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Everything that floods a server at a time, in a process of its own, since attackers do not share its cores: one who
 * shouts, those who knock, those who say nothing. Told by lines of its standard input: {@code on}, {@code off}; what
 * came of it is one line of its output.
 */
public final class Flooder {
    private Flooder() {}

    /** @param args the room, as a URI */
    public static void main(String[] args) throws IOException {
        URI room = URI.create(args[0]);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        while ("on".equals(orders.readLine())) {
            flood(room, orders);
        }
        System.exit(0);
    }

    private static void flood(URI room, BufferedReader orders) throws IOException {
        try (Mutes mutes = new Mutes(room)) {
            mutes.awaitOpen();
            try (Knockers knockers = new Knockers(room);
                    Shouter shouter = new Shouter(room)) {
                System.out.println("flooding");
                // The end of this process is the end of its input, so nothing is left over.
                orders.readLine();
                shouter.close();
                knockers.close();
                mutes.awaitCut();
                System.out.println(shouter.tally() + " " + knockers.tally() + " " + mutes.tally());
            }
        }
    }

    static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static void await(Thread thread) {
        try {
            thread.join(WireSocket.DEADLINE.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
