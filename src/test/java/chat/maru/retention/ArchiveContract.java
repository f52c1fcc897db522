package chat.maru.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.maru.log.Chain;
import chat.maru.log.Digest;
import chat.maru.log.Draft;
import chat.maru.log.Entry;
import chat.maru.log.Head;
import chat.maru.log.Mark;
import chat.maru.log.Restore;
import chat.maru.log.RestoreRefused;
import chat.maru.protocol.RoomFile;
import chat.maru.room.Follower;
import chat.maru.room.OpenDoors;
import chat.maru.room.RoomName;
import chat.maru.room.Rooms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves a room is in the archive first: all of it, once, and as it read then. For every engine. */
abstract class ArchiveContract extends FullnessContract {
    @TempDir
    Path folder;

    final Path archive() {
        return folder.resolve("archive");
    }

    final void archived(Allowance allowance) throws Exception {
        try (Retention retention = retention(allowance, Optional.of(new Archive(archive())))) {
            retention.turn(() -> false);
        }
    }

    /** All files of a room, one after the other. */
    final List<String> lines(RoomBook room) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files(room)) {
            lines.addAll(Files.readAllLines(file));
        }
        return lines;
    }

    private List<Path> files(RoomBook room) throws IOException {
        try (Stream<Path> files = Files.list(archive().resolve(Archive.folder(room.key())))) {
            return files.sorted().toList();
        }
    }

    static List<Long> positions(List<String> lines) {
        return lines.stream().map(line -> RoomFile.readLine(line).n()).toList();
    }

    static List<Long> run(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    /** Writes to the archive as a turn does, and dies before it trims. */
    private void archiveAndDie(RoomBook room, long to) throws Exception {
        Rooms rooms = new Rooms(store, Runnable::run, OpenDoors.of(store));
        try (Archive archive = new Archive(archive());
                Follower follower =
                        Stages.await(rooms.follow(new RoomName(room.key(), room.key()), "test", () -> {}))) {
            assertThat(archive.isOurs()).isTrue();
            archive.add(room.key(), follower, follower.head(), to);
        }
    }

    private static List<String> same(List<Entry> entries) {
        return entries.stream().map(RoomFile::line).toList();
    }

    @Test
    void theArchiveAndTheRestAreTheRoomAndCanBeImportedWithTheirChain() throws Exception {
        hall.append(Draft.state("ann", "Ann", "topic", "topic", "tea"));
        hall.say(200);
        hall.append(Draft.edit("ann", "Ann", "edit", 5, "edited 한국 \uD83D\uDE00"));
        hall.append(Draft.reaction("bob", "Bob", "react", 6, new Mark("\uD83D\uDC4D", true)));
        hall.append(Draft.edit("ann", "Ann", "edit7", 7, "to be erased"));
        hall.append(Draft.delete("ann", "Ann", "delete", 7, "", false));
        hall.say(500);
        List<Entry> before = hall.entries();
        Head head = hall.head();
        archived(entries(300));
        assertThat(hall.head().first()).isEqualTo(406);
        assertThat(lines(hall)).isEqualTo(same(before.subList(0, 405)));

        List<Entry> all = new ArrayList<>();
        lines(hall).forEach(line -> all.add(RoomFile.readLine(line)));
        all.addAll(hall.entries());
        RoomBook copy = new RoomBook(store, "copy");
        Head restored = restore(copy, all);
        assertThat(restored.n()).isEqualTo(head.n());
        assertThat(restored.m()).isEqualTo(head.m());
        assertThat(same(copy.entries())).isEqualTo(same(before));
        Digest chain = Digest.ZERO;
        for (Entry entry : copy.entries()) {
            assertThat(Chain.continues(chain, entry))
                    .as("chain at " + entry.n())
                    .isTrue();
            chain = entry.chain();
        }
    }

    private static Head restore(RoomBook room, List<Entry> entries) {
        return room.with(log -> {
            try (Restore restore = log.restore()) {
                Stages.await(restore.add(entries));
                return CompletableFuture.completedStage(Stages.await(restore.finish(Map.of("topic", "tea"))));
            } catch (IOException | InterruptedException e) {
                return CompletableFuture.failedStage(e);
            }
        });
    }

    @Test
    void oneFileGrowsWithEachTrim() throws Exception {
        hall.say(600);
        archived(entries(300));
        hall.say(300);
        archived(entries(300));
        assertThat(files(hall)).hasSize(1);
        assertThat(positions(lines(hall))).isEqualTo(run(1, 600));
        assertThat(String.valueOf(files(hall).get(0).getFileName()))
                .isEqualTo(hall.head().epoch() + "-0000000000000001.ndjson");
    }

    @Test
    void moreThanOnePieceIsThereOnce() throws Exception {
        hall.say(9_500);
        archived(entries(100));
        assertThat(hall.head().first()).isEqualTo(9_401);
        assertThat(positions(lines(hall))).isEqualTo(run(1, 9_400));
    }

    @Test
    void aDeathBeforeTheTrimLosesNothingAndDoublesNothing() throws Exception {
        hall.say(700);
        archiveAndDie(hall, 401);
        assertThat(positions(lines(hall))).isEqualTo(run(1, 400));
        assertThat(hall.head().first()).isEqualTo(1);
        hall.say(50);
        archived(entries(300));
        assertThat(hall.head().first()).isEqualTo(451);
        assertThat(positions(lines(hall))).isEqualTo(run(1, 450));
    }

    @Test
    void whatIsErasedAfterADeathBeforeTheTrimIsErasedInTheArchive() throws Exception {
        hall.append(hall.message("a secret"));
        hall.say(400);
        archiveAndDie(hall, 101);
        assertThat(String.join("", lines(hall))).contains("a secret");
        hall.append(Draft.delete("ann", "Ann", "delete", 1, "", false));
        archived(entries(300));
        assertThat(positions(lines(hall))).isEqualTo(run(1, 102));
        assertThat(String.join("", lines(hall))).doesNotContain("a secret");
        assertThat(RoomFile.readLine(lines(hall).get(0)).body()).isNull();
    }

    @Test
    void aLineThatWasCutOffIsWrittenAnew() throws Exception {
        hall.say(600);
        archived(entries(400));
        Files.writeString(files(hall).get(0), "{\"n\":201,\"kind\":\"mess", StandardOpenOption.APPEND);
        hall.say(300);
        archived(entries(400));
        assertThat(positions(lines(hall))).isEqualTo(run(1, 500));
    }

    @Test
    void zerosThatAPowerCutLeftAreWrittenOver() throws Exception {
        hall.say(600);
        archived(entries(400));
        Files.write(files(hall).get(0), new byte[200_000], StandardOpenOption.APPEND);
        // Blocks come to the disk in any order.
        Files.writeString(files(hall).get(0), "d of it\"}\n{\"n\":230,\"kind\":", StandardOpenOption.APPEND);
        hall.say(300);
        archived(entries(400));
        assertThat(positions(lines(hall))).isEqualTo(run(1, 500));
    }

    @Test
    void whatDoesNotComeFromThisRoomsPastIsLeftAsItIsAndNothingIsTrimmed() throws Exception {
        hall.say(600);
        archived(entries(400));
        Path file = files(hall).get(0);
        String ahead = "{\"n\":5000,\"kind\":\"message\"}\n";
        for (String odd : List.of(ahead, "no entry at all\n")) {
            String sound = Files.readString(file);
            Files.writeString(file, sound + odd);
            hall.say(300);
            long first = hall.head().first();
            archived(entries(400));
            assertThat(Files.readString(file)).isEqualTo(sound + odd);
            assertThat(hall.head().first()).isEqualTo(first);
            Files.writeString(file, sound);
        }
    }

    @Test
    void ofTwoNodesOneKeepsTheArchiveAndTheOtherTakesOver() throws Exception {
        hall.say(600);
        try (Retention other = retention(entries(200), Optional.of(new Archive(archive())))) {
            try (Retention one = retention(entries(400), Optional.of(new Archive(archive())))) {
                one.turn(() -> false);
                other.turn(() -> false);
                assertThat(hall.head().first()).isEqualTo(201);
            }
            other.turn(() -> false);
            assertThat(hall.head().first()).isEqualTo(401);
        }
        assertThat(positions(lines(hall))).isEqualTo(run(1, 400));
    }

    @Test
    void anArchiveThatCannotBeWrittenKeepsEverythingInTheRoom() throws Exception {
        hall.say(600);
        Files.createDirectories(archive());
        Files.writeString(archive().resolve(Archive.folder("hall")), "a file where the folder belongs");
        archived(entries(300));
        assertThat(hall.head().first()).isEqualTo(1);
    }

    @Test
    void whatLeftTheRoomElsewhereLeavesItsPlaceToBeSeen() throws Exception {
        hall.say(600);
        archived(entries(400));
        hall.with(log -> log.trim(301));
        hall.say(400);
        try (Heard heard = Heard.from("chat.maru.retention")) {
            archived(entries(400));
            assertThat(heard.warnings()).hasSize(1);
        }
        assertThat(files(hall)).hasSize(2);
        assertThat(positions(lines(hall)))
                .isEqualTo(Stream.concat(run(1, 200).stream(), run(301, 600).stream())
                        .toList());
    }

    @Test
    void aClearedRoomHasFilesOfItsNewEpoch() throws Exception {
        hall.say(600);
        archived(entries(400));
        hall.with(log -> log.clear());
        RoomBook again = new RoomBook(store, "hall");
        again.say(500);
        archived(entries(400));
        assertThat(files(again)).hasSize(2);
        assertThat(lines(again)).hasSize(300);
    }

    @Test
    void roomsOfEveryNameHaveAFolderOfTheirOwn() throws Exception {
        List<String> names = List.of("한국", "한".repeat(64), "한".repeat(63) + "국", "a.b", "𠀀".repeat(64));
        for (String name : names) {
            new RoomBook(store, name).say(30, i -> name + i);
            archived(entries(10));
        }
        for (String name : names) {
            assertThat(Archive.folder(name)).matches("[\\x21-\\x7E]{1,220}");
            List<String> lines = lines(new RoomBook(store, name));
            assertThat(positions(lines)).as(name).isEqualTo(run(1, 20));
            assertThat(lines).allMatch(line -> line.contains("\"" + name));
        }
    }

    /** What the import says where a part is missing, so that the round trip above means something. */
    @Test
    void anImportWithoutThePartBetweenIsRefused() throws Exception {
        hall.say(600);
        archived(entries(300));
        List<Entry> all = new ArrayList<>();
        lines(hall).stream().limit(299).forEach(line -> all.add(RoomFile.readLine(line)));
        all.addAll(hall.entries());
        RoomBook copy = new RoomBook(store, "copy");
        assertThatThrownBy(() -> restore(copy, all)).hasRootCauseInstanceOf(RestoreRefused.class);
    }
}
