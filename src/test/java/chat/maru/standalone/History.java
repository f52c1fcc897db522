package chat.maru.standalone;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What one author did to a room, was told of it and saw, and the log that was found in the end. Immutable.
 *
 * @param author whose entries these are
 * @param sent every text that was ever sent, by its id
 * @param acks every ack, in the order in which they came
 * @param views what each member saw live, from its first position on and across all restarts
 * @param log the whole log, read after everything was settled
 * @param head the log's last position, as its welcome told it
 */
record History(
        String author, Map<String, String> sent, List<Ack> acks, List<List<Entry>> views, List<Entry> log, long head) {

    /** One entry as it was read. */
    record Entry(long n, String id, String author, String text) {}

    /**
     * One answer.
     *
     * @param stream the connection that it came on; a restart begins a new one
     * @param order the how manieth publish of that connection it answers
     */
    record Ack(int stream, long order, String id, long n, boolean duplicate) {}

    /** Every broken promise, in words; empty when all were kept. */
    List<String> violations() {
        List<String> found = new ArrayList<>();
        positionsAreDense(found);
        everyEntryWasSentOnceAndIsUnaltered(found);
        everyAckNamesItsEntry(found);
        everythingSentWasAcked(found);
        retriesAreKnownAsSuch(found);
        connectionsKeepTheirOrder(found);
        viewsShowTheLog(found);
        return found;
    }

    private void positionsAreDense(List<String> found) {
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).n() != i + 1) {
                found.add("position " + log.get(i).n() + " stands where " + (i + 1) + " belongs");
                return;
            }
        }
        if (head != log.size()) {
            found.add("the head is " + head + ", the log has " + log.size() + " entries");
        }
    }

    private void everyEntryWasSentOnceAndIsUnaltered(List<String> found) {
        Set<String> ids = new HashSet<>();
        for (Entry entry : log) {
            if (!ids.add(entry.id())) {
                found.add(entry.id() + " is in the log twice, again at " + entry.n());
            }
            if (!sent.containsKey(entry.id())) {
                found.add(entry.id() + " at " + entry.n() + " was never sent");
            } else if (!sent.get(entry.id()).equals(entry.text())) {
                found.add(entry.id() + " at " + entry.n() + " reads otherwise than it was sent");
            }
            if (!entry.author().equals(author)) {
                found.add(entry.id() + " at " + entry.n() + " is of " + entry.author());
            }
        }
    }

    private void everyAckNamesItsEntry(List<String> found) {
        for (Ack ack : acks) {
            boolean inLog = ack.n() >= 1 && ack.n() <= log.size();
            if (!inLog) {
                found.add(ack.id() + " was acked at " + ack.n() + ", which is not in the log");
            } else if (!log.get((int) ack.n() - 1).id().equals(ack.id())) {
                found.add(ack.id() + " was acked at " + ack.n() + ", where another entry is");
            }
        }
    }

    private void everythingSentWasAcked(List<String> found) {
        Set<String> unanswered = new HashSet<>(sent.keySet());
        acks.forEach(ack -> unanswered.remove(ack.id()));
        for (String id : unanswered) {
            found.add(id + " was never answered");
        }
    }

    /** An id that was answered before is a duplicate ever after. */
    private void retriesAreKnownAsSuch(List<String> found) {
        Set<String> answered = new HashSet<>();
        for (Ack ack : acks) {
            if (!answered.add(ack.id()) && !ack.duplicate()) {
                found.add(ack.id() + " was answered a second time, as if it were new, at " + ack.n());
            }
        }
    }

    /** What is new on a connection goes into the log in the order in which the connection sent it. */
    private void connectionsKeepTheirOrder(List<String> found) {
        Map<Integer, List<Ack>> streams = new HashMap<>();
        acks.stream()
                .filter(ack -> !ack.duplicate())
                .forEach(ack -> streams.computeIfAbsent(ack.stream(), stream -> new ArrayList<>())
                        .add(ack));
        for (List<Ack> stream : streams.values()) {
            stream.sort((one, other) -> Long.compare(one.order(), other.order()));
            for (int i = 1; i < stream.size(); i++) {
                if (stream.get(i).n() <= stream.get(i - 1).n()) {
                    found.add(stream.get(i).id() + " was sent after "
                            + stream.get(i - 1).id() + " and stands before it");
                }
            }
        }
    }

    /** Nobody may see what is later lost, moved or changed. */
    private void viewsShowTheLog(List<String> found) {
        for (List<Entry> view : views) {
            for (int i = 0; i < view.size(); i++) {
                Entry inLog = i < log.size() ? log.get(i) : null;
                if (!Objects.equals(view.get(i), inLog)) {
                    found.add("a member saw " + view.get(i) + ", the log has " + inLog);
                    break;
                }
            }
        }
    }
}
