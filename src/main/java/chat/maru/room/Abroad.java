package chat.maru.room;

import chat.maru.access.Limiter;
import chat.maru.log.Neighbours;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens in the rooms of other nodes and is no history. Each node tells all others, about once a second and in
 * one piece, who came to its rooms and who left, and hears what they tell; so each knows of everybody. Thread-safe;
 * owned by {@link Rooms}. Nothing is done where there are no other nodes.
 *
 * <p>A node that has been silent for eight seconds is gone, and everybody who was there with it. One that has missed
 * something asks for the whole.
 */
final class Abroad {
    private static final System.Logger LOG = System.getLogger(Abroad.class.getName());

    /** Eight beats may be late, and with the beat that finds it out it is not yet ten seconds. */
    private static final long SILENCE_NANOS_MAX = TimeUnit.SECONDS.toNanos(8);

    private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** Whoever takes no more than a twentieth of the rate that is allowed is not told of. */
    private static final long SPENT_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int NODES_MAX = 64;

    /** Over all other nodes, counted in each room. Beyond it nobody more is known. */
    private static final int SEATS_MAX = 1_000_000;

    private final Neighbours neighbours;
    private final int nameCodePointsMax;
    private final Telling telling;
    private final Map<String, Neighbour> nodes = new HashMap<>();

    /** The rooms that are open here, by key. */
    private final Map<String, Room> open = new HashMap<>();

    /** What rooms have to be told of what was heard. They call their members, who may leave, and so must not wait. */
    private List<Runnable> news = new ArrayList<>();

    private @Nullable Limiter limiter;

    /** @param nameCodePointsMax the longest name that anybody may have */
    Abroad(Neighbours neighbours, int nameCodePointsMax) {
        this.neighbours = neighbours;
        this.nameCodePointsMax = nameCodePointsMax;
        this.telling = new Telling(neighbours);
    }

    /** What is taken from the buckets of {@code shared} is told, and what others take is taken there. */
    synchronized void share(Limiter shared) {
        limiter = shared;
    }

    /** A room is open here from now on; tells it who is there elsewhere. */
    Room opened(Room room) {
        if (neighbours.areNone()) {
            return room;
        }
        synchronized (this) {
            if (open.put(room.key(), room) != null) {
                // The one before is about to say that it is closed, and will be too late.
                telling.closed(room.key());
            }
            for (Neighbour neighbour : nodes.values()) {
                neighbour
                        .in(room.key())
                        .values()
                        .forEach(here -> room.live().roster().hear(neighbour.node(), here));
            }
        }
        room.live().tick(System.nanoTime());
        return room;
    }

    /** A room is not open here any more. */
    synchronized void closed(Room room) {
        if (open.remove(room.key(), room)) {
            telling.closed(room.key());
        }
    }

    /** Takes what the others have told. Called before rooms publish what has changed. */
    void hear(long now) {
        heard(now).forEach(Runnable::run);
    }

    private synchronized List<Runnable> heard(long now) {
        for (byte[] words : neighbours.hear()) {
            Bulletin.of(words, nameCodePointsMax)
                    .filter(bulletin -> !bulletin.node().equals(neighbours.self()))
                    .ifPresent(bulletin -> hear(bulletin, now));
        }
        List<Neighbour> silent = nodes.values().stream()
                .filter(neighbour -> neighbour.silentNanos(now) > SILENCE_NANOS_MAX)
                .toList();
        silent.forEach(this::lose);
        for (Neighbour neighbour : nodes.values()) {
            if (neighbour.isToAsk(now, ASK_AGAIN_NANOS)) {
                telling.add(new Told.Ask(neighbour.node()));
            }
        }
        List<Runnable> taken = news;
        news = new ArrayList<>();
        return taken;
    }

    private void hear(Bulletin bulletin, long now) {
        Neighbour neighbour = nodes.get(bulletin.node());
        if (neighbour == null) {
            if (nodes.size() == NODES_MAX) {
                return;
            }
            neighbour = new Neighbour(bulletin.node(), bulletin.number());
            nodes.put(bulletin.node(), neighbour);
            LOG.log(Level.INFO, "node {0} is there", bulletin.node());
        }
        if (neighbour.heard(bulletin.number(), now)) {
            for (Told told : bulletin.told()) {
                hear(neighbour, told, now);
            }
        }
    }

    private void hear(Neighbour neighbour, Told told, long now) {
        if (told instanceof Told.Here here) {
            come(neighbour, here);
        } else if (told instanceof Told.Gone gone) {
            go(neighbour, gone);
        } else if (told instanceof Told.Types types) {
            tell(types.room(), room -> room.live().typists().hear(types, now));
        } else if (told instanceof Told.Reads reads) {
            tell(reads.room(), room -> room.hearRead(reads.id(), reads.n()));
        } else if (told instanceof Told.Spent spent && limiter != null) {
            limiter.spentElsewhere(spent.bucket(), spent.nanos(), now);
        } else if (told instanceof Told.Ask ask && ask.node().equals(neighbours.self())) {
            telling.asked();
        } else if (told instanceof Told.Begin) {
            neighbour.begin();
        } else if (told instanceof Told.End) {
            neighbour.end().forEach(gone -> go(neighbour, gone));
        }
    }

    private void tell(String key, Consumer<Room> what) {
        Room room = open.get(key);
        if (room != null) {
            news.add(() -> what.accept(room));
        }
    }

    private void come(Neighbour neighbour, Told.Here here) {
        boolean isKnown = neighbour.in(here.room()).containsKey(here.id());
        int known = nodes.values().stream().mapToInt(Neighbour::count).sum();
        if (isKnown || known < SEATS_MAX) {
            neighbour.add(here);
            tell(here.room(), room -> room.live().roster().hear(neighbour.node(), here));
        }
    }

    private void go(Neighbour neighbour, Told.Gone gone) {
        neighbour.remove(gone);
        tell(gone.room(), room -> room.live().roster().gone(neighbour.node(), gone.id()));
    }

    private void lose(Neighbour neighbour) {
        LOG.log(Level.INFO, "node {0} is silent: its {1} members are gone", neighbour.node(), neighbour.count());
        nodes.remove(neighbour.node());
        neighbour.everybody().forEach(gone -> go(neighbour, gone));
    }

    /** Tells the others what has changed in a room. */
    void tell(Room room) {
        List<Told> told = room.live().told();
        synchronized (this) {
            // One that was closed meanwhile has told for the last time.
            if (open.get(room.key()) == room) {
                told.forEach(telling::add);
            }
        }
    }

    /** Says what there is to be told. Called after rooms have published what has changed. */
    synchronized void say(long now) {
        if (neighbours.areNone() || !telling.isDue(now)) {
            return;
        }
        if (limiter != null) {
            limiter.takeSpent().forEach((bucket, nanos) -> {
                if (nanos > SPENT_NANOS_MIN) {
                    telling.add(new Told.Spent(bucket, nanos));
                }
            });
        }
        telling.say(now);
    }
}
