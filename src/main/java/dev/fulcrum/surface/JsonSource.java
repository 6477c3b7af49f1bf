package dev.fulcrum.surface;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The JSON of an object that comes as text in the strings of many deltas; not safe between threads.
 *
 * <p>Once it is whole it is read like an object that stands in an answer itself, so that rules see the same words however the answer came. Pieces
 * of that reading stand in this source, by UTF-16 units; what an edit makes of them is an edit of the source, and so of the deltas.
 */
final class JsonSource implements Passage.Rewriting {
    private final TextPieces source = new TextPieces();

    /** Adds what a delta tells. */
    void add(TextPieces more) {
        source.all(more);
    }

    /** The source as it was told. */
    TextPieces raw() {
        return source;
    }

    /** What the object says; nothing if the source is not the JSON of an object, as when the model had to stop in the middle of it. */
    Optional<TextPieces> read(JsonReader json) {
        String text = source.text();
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            JsonDocument document = json.read(bytes, 0, bytes.length, false);
            if (!document.is(Kind.OBJECT, 0)) {
                return Optional.empty();
            }
            int[] units = units(text, bytes.length);
            return Optional.of(JsonText.compact(document, at -> units[at], 0));
        } catch (CharacterCodingException | MalformedJson e) {
            return Optional.empty();
        }
    }

    /** The unit of a text that each byte of its UTF-8 belongs to. */
    private static int[] units(String text, int byteCount) {
        int[] units = new int[byteCount];
        int at = 0;
        for (int unit = 0; unit < text.length(); ) {
            int point = text.codePointAt(unit);
            int length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            for (int i = 0; i < length; i++) {
                units[at++] = unit;
            }
            unit += Character.charCount(point);
        }
        return units;
    }

    @Override
    public void put(IdentityHashMap<Piece, byte[]> tokens, Splices splices) {
        Part whole = new Part(Part.TOOL_CALL, "assistant", 0, true, source.text());
        List<TextEdit> edits = new ArrayList<>();
        tokens.forEach((piece, token) -> edits.add(
                new TextEdit(whole, new Span(piece.start(), piece.end()), new String(token, StandardCharsets.UTF_8))));
        new Passage(whole, source).splice(edits, splices);
    }
}
