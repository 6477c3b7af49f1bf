package dev.fulcrum.surface;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Puts what stands about in a request together, line by line, into one text for each voice; not safe between threads. */
final class RestText {
    private final JsonDocument document;
    private final Map<Voice, TextPieces> lines = new LinkedHashMap<>(0);
    private final List<Passage> others = new ArrayList<>(0);
    private boolean named;

    RestText(JsonDocument document) {
        this.document = document;
    }

    /** Adds the name of a field; what is added next stands behind it, or, if that is a container, on the next line. */
    void key(Voice voice, int member, boolean container) {
        int start = document.keyStart(member);
        line(voice, start, JsonStrings.close(document.bytes(), start), document.name(member));
        named = !container;
    }

    /** Adds a string. */
    void line(Voice voice, int node, String text) {
        line(voice, document.start(node), document.end(node), text);
    }

    /** Adds a number as it is written. */
    void number(Voice voice, int node) {
        line(
                voice,
                document.start(node),
                document.end(node),
                document.written(document.start(node), document.end(node)));
    }

    private void line(Voice voice, int start, int end, String text) {
        TextPieces pieces = lines.computeIfAbsent(voice, unseen -> new TextPieces());
        if (pieces.count() > 0) {
            pieces.glue(named ? ": " : "\n");
        }
        named = false;
        pieces.piece(text, start, end);
    }

    /** Adds a value as a text of its own, in JSON. */
    void json(Voice voice, int node) {
        JsonText values = new JsonText(document, IntUnaryOperator.identity());
        TextPieces pieces = new TextPieces();
        values.add(node, false, pieces);
        others.add(new Passage(voice.says(pieces.text()), () -> {
            TextPieces exact = new TextPieces();
            values.add(node, true, exact);
            return exact.pieces();
        }));
    }

    /** Adds what a string says that holds a file: the file's text, and what is written around it. Edits of it go where it stands. */
    void enclosed(Voice voice, int node, EnclosedText file) {
        named = false;
        TextPieces said = new TextPieces();
        List<String> texts = new ArrayList<>(2);
        file.readings().forEach(reading -> texts.add(reading.text()));
        if (!file.aside().isEmpty()) {
            texts.add(file.aside());
        }
        for (String text : texts) {
            if (said.count() > 0) {
                said.glue("\n");
            }
            said.piece(text, document.start(node), document.end(node));
        }
        if (said.count() > 0) {
            List<Piece> pieces = said.pieces();
            others.add(new Passage(
                    voice.says(said.text()),
                    () -> pieces,
                    List.of(),
                    List.of(),
                    (tokens, splices) -> put(file, pieces, tokens, splices)));
        }
    }

    private static void put(
            EnclosedText file, List<Piece> pieces, IdentityHashMap<Piece, byte[]> tokens, Splices splices) {
        List<String> edited = new ArrayList<>();
        for (Piece piece : pieces) {
            byte[] token = tokens.get(piece);
            edited.add(token == null ? null : JsonStrings.decode(token, 0, token.length));
        }
        if (!tokens.isEmpty()) {
            splices.put(pieces.get(0).start(), pieces.get(0).end(), JsonStrings.encode(file.edited(edited)));
        }
    }

    void unreadable(Voice voice, String sort) {
        named = false;
        others.add(new Passage(voice.cannotBeRead(sort), List::of));
    }

    List<Passage> passages() {
        List<Passage> passages = new ArrayList<>(lines.size() + others.size());
        lines.forEach((voice, text) -> passages.add(new Passage(voice.says(text.text()), text)));
        passages.addAll(others);
        return passages;
    }
}
