package chat.maru.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PiecesTest {
    private final Pieces pieces = new Pieces();

    @Test
    void aFrameInOnePieceIsThatPiece() {
        String piece = "{}";

        assertThat(pieces.add(piece, true)).containsSame(piece);
        assertThat(pieces.chars()).isZero();
    }

    @Test
    void piecesAreJoinedInOrderAndTheNextFrameBeginsAnew() {
        assertThat(pieces.add("a", false)).isEmpty();
        // An empty last piece is what some containers end with, and a pair of surrogates may be torn apart.
        assertThat(pieces.add("b\ud83d", false)).isEmpty();
        assertThat(pieces.chars()).isEqualTo(3);
        assertThat(pieces.add("\udc4d", false)).isEmpty();
        assertThat(pieces.add("", true)).contains("ab👍");

        assertThat(pieces.add("c", true)).contains("c");
    }

    @Test
    void whatIsDroppedComesBackInNoLaterFrame() {
        pieces.add("a", false);
        pieces.drop();

        assertThat(pieces.add("b", true)).contains("b");
    }
}
