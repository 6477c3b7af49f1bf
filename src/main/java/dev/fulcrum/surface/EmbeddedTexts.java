package dev.fulcrum.surface;

import dev.fulcrum.model.Part;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * A text of a request in which some strings are JSON, such as the arguments of a call and the results of tools: those are read as what they say,
 * and stay JSON when they are edited.
 */
final class EmbeddedTexts implements Passage.Rewriting {
    private final TextPieces text;
    private final TextPieces reading;
    private final List<EmbeddedJson> json = new ArrayList<>(1);

    private EmbeddedTexts(TextPieces text) {
        this.text = text;
        this.reading = expanded(text);
    }

    /** What a part of a history says: the model's and the tools' words may be JSON, those of users and applications are what they are. */
    static Passage passage(String kind, String role, int index, boolean latest, TextPieces text) {
        boolean structured = kind.equals(Part.TOOL_CALL)
                || kind.equals(Part.TOOL_RESULT)
                || (kind.equals(Part.MESSAGE) && role.equals("assistant"));
        if (!structured || !anyJson(text)) {
            return new Passage(new Part(kind, role, index, latest, text.text()), text);
        }
        EmbeddedTexts texts = new EmbeddedTexts(text);
        Part part = new Part(kind, role, index, latest, texts.reading.text());
        return new Passage(part, texts.reading, List.of(), List.of(), texts);
    }

    private static boolean anyJson(TextPieces text) {
        return text.pieces().stream().anyMatch(piece -> EmbeddedJson.worth(piece.text()));
    }

    @Override
    public List<Piece> inBody(List<Piece> pieces) {
        return text.pieces();
    }

    private TextPieces expanded(TextPieces told) {
        TextPieces all = new TextPieces();
        int reached = 0;
        for (Piece piece : told.pieces()) {
            all.glue(told.text().substring(reached, piece.at()));
            reached = piece.until();
            if (isJson(piece.text())) {
                TextPieces source = new TextPieces();
                source.piece(piece.text(), piece.start(), piece.end());
                EmbeddedJson read = EmbeddedJson.ofArguments(source, all);
                json.add(read);
            } else {
                all.piece(new Piece(all.length(), piece.text(), piece.start(), piece.end()));
            }
        }
        all.glue(told.text().substring(reached));
        return all;
    }

    private static boolean isJson(String text) {
        return EmbeddedJson.worth(text)
                && (text.indexOf('\\') >= 0 || new JsonGrammar(true).feed(text).whole());
    }

    @Override
    public void put(IdentityHashMap<Piece, byte[]> tokens, Splices splices) {
        IdentityHashMap<Piece, byte[]> left = new IdentityHashMap<>(tokens);
        for (EmbeddedJson each : json) {
            IdentityHashMap<Piece, byte[]> own = each.own(left);
            own.keySet().forEach(left::remove);
            if (!own.isEmpty()) {
                each.put(own, splices);
            }
        }
        IN_BODY.put(left, splices);
    }
}
