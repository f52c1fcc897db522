package chat.maru.room;

import chat.maru.log.Neighbours;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What passes between nodes of a test, so that the test says what is heard and what is lost. One thread. */
final class Hub {
    private final List<Ear> ears = new ArrayList<>();
    private long bytes;

    /** Another node, which hears all others from now on. */
    Ear join(String name) {
        Ear ear = new Ear(name);
        ears.add(ear);
        return ear;
    }

    /** It hears nobody any more, and nobody hears it. */
    void leave(Ear ear) {
        ears.remove(ear);
    }

    /** How much has been said so far. */
    long bytes() {
        return bytes;
    }

    /** One node's end of it. */
    final class Ear implements Neighbours {
        private final String name;
        private final List<byte[]> unheard = new ArrayList<>();
        private boolean isCut;

        Ear(String name) {
            this.name = name;
        }

        /** Cut, what is said is lost on both sides. */
        void cut(boolean now) {
            isCut = now;
        }

        boolean isCut() {
            return isCut;
        }

        /** Loses what waits to be heard. */
        void lose() {
            unheard.clear();
        }

        @Override
        public String self() {
            return name;
        }

        @Override
        public void say(byte[] words) {
            if (words.length > BYTES_MAX) {
                throw new AssertionError(words.length + " bytes at once");
            }
            bytes += words.length;
            for (Ear ear : ears) {
                if (!isCut && !ear.isCut) {
                    ear.unheard.add(words);
                }
            }
        }

        @Override
        public List<byte[]> hear() {
            List<byte[]> heard = List.copyOf(unheard);
            unheard.clear();
            return heard;
        }

        @Override
        public CompletionStage<Long> claim(String room, String author, String id, long millis) {
            return CompletableFuture.completedStage(0L);
        }

        @Override
        public void release(String room, String author, String id) {}
    }
}
