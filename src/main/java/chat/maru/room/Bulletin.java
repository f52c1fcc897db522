package chat.maru.room;

import chat.maru.access.GuestName;
import chat.maru.access.Identity;
import chat.maru.access.Policy;
import chat.maru.log.Neighbours;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * What a node tells the others at once. Immutable.
 *
 * @param node who tells
 * @param number one more than that of the one before: where a number is missing, something was not heard
 */
record Bulletin(String node, long number, List<Told> told) {
    /** Nodes of another version are not understood, and hear nothing they could misunderstand. */
    private static final int VERSION = 1;

    /** One thing never needs more: three names and some numbers. */
    private static final int TOLD_BYTES_MAX = 4_096;

    /** In characters: an identity or an address, and what it is limited in. */
    private static final int BUCKET_CHARS_MAX = 256;

    private static final int ROOM_CHARS_MAX = 8 * RoomName.CODE_POINTS_MAX;

    private static final long NUMBER_MAX = 1L << 53;

    Bulletin {
        told = List.copyOf(told);
    }

    /** As much of {@code told} as fits, which is taken from there. */
    static byte[] bytes(String node, long number, Queue<Told> told) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(node);
            out.writeLong(number);
            while (bytes.size() < Neighbours.BYTES_MAX - TOLD_BYTES_MAX && !told.isEmpty()) {
                write(told.remove(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Told told, DataOutputStream out) throws IOException {
        if (told instanceof Told.Here here) {
            texts(out, 'h', here.room(), here.id(), here.name());
            out.writeLong(here.stamp());
        } else if (told instanceof Told.Gone gone) {
            texts(out, 'g', gone.room(), gone.id());
        } else if (told instanceof Told.Types types) {
            texts(out, types.on() ? 't' : 'u', types.room(), types.id(), types.name());
        } else if (told instanceof Told.Reads reads) {
            texts(out, 'r', reads.room(), reads.id());
            out.writeLong(reads.n());
        } else if (told instanceof Told.Spent spent) {
            texts(out, 's', spent.bucket());
            out.writeLong(spent.nanos());
        } else if (told instanceof Told.Ask ask) {
            texts(out, 'a', ask.node());
        } else {
            texts(out, told instanceof Told.Begin ? 'b' : 'e');
        }
    }

    private static void texts(DataOutputStream out, char type, String... texts) throws IOException {
        out.writeByte(type);
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    /**
     * Reads what {@link #bytes} wrote; empty where that did not. What could not be true is left out of it.
     *
     * @param nameCodePointsMax the longest name that anybody may have
     */
    static Optional<Bulletin> of(byte[] bytes, int nameCodePointsMax) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return Optional.empty();
            }
            String node = in.readUTF();
            long number = in.readLong();
            List<Told> told = new ArrayList<>();
            while (in.available() > 0) {
                Told read = read(in);
                if (isPossible(read, nameCodePointsMax)) {
                    told.add(read);
                }
            }
            return isNode(node) && isNumber(number) ? Optional.of(new Bulletin(node, number, told)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Told read(DataInputStream in) throws IOException {
        int type = in.readByte();
        return switch (type) {
            case 'h' -> new Told.Here(in.readUTF(), in.readUTF(), in.readUTF(), in.readLong());
            case 'g' -> new Told.Gone(in.readUTF(), in.readUTF());
            case 't', 'u' -> new Told.Types(in.readUTF(), in.readUTF(), in.readUTF(), type == 't');
            case 'r' -> new Told.Reads(in.readUTF(), in.readUTF(), in.readLong());
            case 's' -> new Told.Spent(in.readUTF(), in.readLong());
            case 'a' -> new Told.Ask(in.readUTF());
            case 'b' -> new Told.Begin();
            case 'e' -> new Told.End();
            default -> throw new IOException("nodes tell nothing of this kind");
        };
    }

    private static boolean isPossible(Told told, int nameMax) {
        if (told instanceof Told.Here here) {
            return isRoom(here.room()) && isId(here.id()) && isName(here.name(), nameMax) && isNumber(here.stamp());
        }
        if (told instanceof Told.Gone gone) {
            return isRoom(gone.room()) && isId(gone.id());
        }
        if (told instanceof Told.Types types) {
            boolean isNamed = !types.on() || isName(types.name(), nameMax);
            return isRoom(types.room()) && isId(types.id()) && isNamed;
        }
        if (told instanceof Told.Reads reads) {
            return isRoom(reads.room()) && isId(reads.id()) && isNumber(reads.n());
        }
        if (told instanceof Told.Spent spent) {
            return isText(spent.bucket(), BUCKET_CHARS_MAX) && spent.nanos() > 0;
        }
        return true;
    }

    private static boolean isNode(String text) {
        return text.matches("[a-z2-7]{1,20}");
    }

    /** A key may be longer than the name that it was folded of. */
    private static boolean isRoom(String text) {
        return isText(text, ROOM_CHARS_MAX) && !text.startsWith(Policy.OWN);
    }

    private static boolean isId(String text) {
        return isText(text, Identity.ID_CHARS_MAX);
    }

    private static boolean isText(String text, int charsMax) {
        return !text.isEmpty() && text.length() <= charsMax && text.chars().noneMatch(Character::isISOControl);
    }

    /** Vouched for or not, that is for the node to know that has seen the proof. */
    private static boolean isName(String text, int codePointsMax) {
        return GuestName.parseVouched(text, codePointsMax).filter(text::equals).isPresent();
    }

    private static boolean isNumber(long number) {
        return number >= 0 && number < NUMBER_MAX;
    }
}
