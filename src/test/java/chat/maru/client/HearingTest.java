package chat.maru.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every frame of the protocol reaches the method that bears its name, and the cursor moves with the entries. */
class HearingTest {
    private static final String FROM = "\"from\":{\"id\":\"g:1\",\"name\":\"지수\"},\"at\":\"2026-11-22T10:00:00.000Z\"";

    private final Heard heard = new Heard();
    private final Reading reading = new Reading(Options.DEFAULT);
    private MaruClient client;
    private Hearing hearing;

    @BeforeEach
    void welcome() throws Exception {
        client = MaruClient.connect(URI.create("ws://127.0.0.1:1/chat/lobby"), Options.DEFAULT.withReconnect(false));
        Line line = new Line(client, () -> URI.create("ws://127.0.0.1:1/"), Options.DEFAULT, heard);
        hearing = new Hearing(line, reading, client, heard);
        hear("{\"type\":\"welcome\",\"you\":{\"id\":\"g:1\",\"name\":\"지수\"},\"guest\":\"mVq0Zr5cXw2sT8yBnE4uGA\","
                + "\"epoch\":\"k3f\",\"head\":41,\"m\":40,\"first\":1,\"state\":{\"topic\":\"차\"},\"resumed\":false}");
        assertThat(heard.next()).isEqualTo("welcome 지수 resumed false");
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void hear(String object) {
        hearing.hear(Frames.parse("[" + object + "]").getJsonObject(0));
    }

    private void expect(String line, String object) throws Exception {
        hear(object);
        assertThat(heard.next()).isEqualTo(line);
    }

    @Test
    void whoIsHereWhoTypesAndWhoHasRead() throws Exception {
        expect(
                "presence 5 1 true [Person[id=g:1, name=지수]][][]",
                "{\"type\":\"presence\",\"version\":5,\"count\":1,\"members\":[{\"id\":\"g:1\",\"name\":\"지수\"}]}");
        expect(
                "presence 6 1 false [][Person[id=g:2, name=민호]][g:1]",
                "{\"type\":\"presence\",\"version\":6,\"count\":1,\"joined\":[{\"id\":\"g:2\",\"name\":\"민호\"}],"
                        + "\"left\":[\"g:1\"]}");
        expect("presence 7 2431 false [][][]", "{\"type\":\"presence\",\"version\":7,\"count\":2431}");
        expect(
                "typing [Person[id=g:2, name=민호]]",
                "{\"type\":\"typing\",\"members\":[{\"id\":\"g:2\",\"name\":\"민호\"}]}");
        expect("read g:2 41", "{\"type\":\"read\",\"member\":\"g:2\",\"n\":41}");
        expect("renamed 민호", "{\"type\":\"name\",\"name\":\"민호\"}");
        expect("rights rwm", "{\"type\":\"rights\",\"rights\":\"rwm\"}");
        assertThat(reading.cursor()).isEqualTo(new Position("k3f", 41));
        assertThat(reading.hello(null)).contains("민호", "mVq0Zr5cXw2sT8yBnE4uGA", "\"n\":41", "\"epoch\":\"k3f\"");
    }

    @Test
    void everyEntryMovesTheCursorAlsoOfAKindThatNobodyKnows() throws Exception {
        expect("message 42 안녕", "{\"type\":\"message\",\"n\":42,\"m\":41,\"id\":\"a\"," + FROM + ",\"text\":\"안녕\"}");
        expect("edit 43 안녕!", "{\"type\":\"edit\",\"n\":43,\"of\":42," + FROM + ",\"text\":\"안녕!\"}");
        expect("reaction 44 ", "{\"type\":\"reaction\",\"n\":44,\"of\":42," + FROM + ",\"emoji\":\"👍\",\"on\":true}");
        expect("delete 45 ", "{\"type\":\"delete\",\"n\":45,\"of\":42," + FROM + "}");
        expect("state 46 ", "{\"type\":\"state\",\"n\":46," + FROM + ",\"key\":\"topic\",\"value\":\"차\"}");
        expect("poll 47 ", "{\"type\":\"poll\",\"n\":47}");
        hear("{\"type\":\"weather\",\"text\":\"rain\"}");
        assertThat(reading.cursor()).isEqualTo(new Position("k3f", 47));
    }

    @Test
    void aGapSaysWhereReadingGoesOn() throws Exception {
        String gap = "{\"type\":\"gap\",\"epoch\":\"%s\",\"first\":30,\"head\":50,\"reason\":\"%s\"}";
        expect("gap damaged 30 50", gap.formatted("k3f", "damaged"));
        assertThat(reading.cursor()).isEqualTo(new Position("k3f", 41));
        expect("gap trimmed 30 50", gap.formatted("k3f", "trimmed"));
        assertThat(reading.cursor()).isEqualTo(new Position("k3f", 29));
        expect("gap epoch 30 50", gap.formatted("new", "epoch"));
        assertThat(reading.cursor()).isEqualTo(new Position("new", 50));
    }

    @Test
    void aPageShowsMessagesAsTheyReadNow() {
        Page page =
                new Page(Frames.parse("[{\"type\":\"page\",\"id\":\"h\",\"messages\":[{\"type\":\"message\",\"n\":40,"
                                + "\"deleted\":true,\"from\":{\"id\":\"g:2\"}},{\"type\":\"message\",\"n\":42," + FROM
                                + ",\"text\":\"안녕!\",\"editedAt\":\"2026-11-22T10:00:00.000Z\","
                                + "\"reactions\":{\"👍\":2}}],"
                                + "\"head\":44,\"more\":true,\"newer\":false}]")
                        .getJsonObject(0));
        assertThat(page.messages()).extracting(Entry::deleted).containsExactly(true, false);
        Entry edited = page.messages().get(1);
        assertThat(edited.editedAt()).contains(Instant.parse("2026-11-22T10:00:00.000Z"));
        assertThat(edited.reactions()).containsEntry("👍", 2L);
        assertThat(edited.from()).isEqualTo(new Person("g:1", "지수"));
    }
}
