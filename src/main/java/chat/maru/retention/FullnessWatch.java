package chat.maru.retention;

import chat.maru.log.Fullness;
import chat.maru.log.LogStore;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Warns before a store is full, once each time that it comes near. One thread looks, any may ask. */
final class FullnessWatch {
    private static final System.Logger LOG = System.getLogger(FullnessWatch.class.getName());

    private static final int WARN_PERCENT = 90;

    /**
     * Below this the matter is over; between the two nothing is said, or each file that comes and goes would be told.
     */
    private static final int CALM_PERCENT = 85;

    private final LogStore store;
    private volatile Optional<String> warning = Optional.empty();

    FullnessWatch(LogStore store) {
        this.store = store;
    }

    /** What is getting full, in words for everybody; empty when nothing is. */
    Optional<String> warning() {
        return warning;
    }

    /** Looks once. A store that does not answer says so elsewhere. */
    void look() throws InterruptedException {
        try {
            look(Stages.await(store.fullness()));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "nobody knows how full the store is", e);
        }
    }

    private void look(Optional<Fullness> found) {
        if (found.isEmpty() || found.get().percent() < CALM_PERCENT) {
            warning.ifPresent(before -> LOG.log(Level.INFO, "there is room again; before, {0}", before));
            warning = Optional.empty();
            return;
        }
        Fullness fullness = found.get();
        if (fullness.percent() >= WARN_PERCENT || warning.isPresent()) {
            String text = fullness.what() + " is " + fullness.percent() + " % full";
            if (warning.isEmpty()) {
                LOG.log(
                        Level.WARNING,
                        "{0}; when it is full, nothing more is stored: {1}, or let rooms keep less (maru.keepHoursMax,"
                                + " maru.keepEntriesPerRoomMax, maru.keepBytesPerRoomMax)",
                        text,
                        fullness.remedy());
            }
            warning = Optional.of(text);
        }
    }
}
