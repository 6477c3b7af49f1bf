package dev.fulcrum.surface;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads requests whose text is a string or an array of strings: prompts to be completed, inputs to be embedded. Safe to share between threads. */
final class PromptReader {
    private static final String USER = "user";

    private final RequestJson json;
    private final String field;
    private final boolean instructed;

    /**
     * A reader of one surface's requests.
     *
     * @param field where the text stands
     * @param instructed whether instructions may be put before the text
     */
    PromptReader(RequestJson json, String field, boolean instructed) {
        this.json = json;
        this.field = field;
        this.instructed = instructed;
    }

    SurfaceRequest read(byte[] body) throws UnreadableRequest {
        return json.read(body, this::read);
    }

    private ParsedRequest read(byte[] body, JsonDocument document) throws UnreadableRequest, UnexpectedShape {
        HistoryBuilder builder = new HistoryBuilder();
        Voices voices = new Voices();
        Fragment whole = Fragment.whole(document);
        List<Passage> prompts = new ArrayList<>();
        List<Integer> tokens = new ArrayList<>();
        for (int node : prompts(document)) {
            if (document.is(Kind.STRING, node)) {
                prompts.add(builder.message(USER, whole.text(node, field), true));
                tokens.add(node);
            } else {
                builder.silent();
            }
            voices.add(field, new Voice(Part.MESSAGE, USER, builder.count() - 1, true));
        }
        int suffix = document.member(0, "suffix");
        if (!document.absent(suffix)) {
            builder.message(USER, whole.text(suffix, "suffix"), true);
        }
        History history = builder.of(document, voices);
        String given = RequestJson.firstText(
                document, document.member(0, USER), document.member(document.member(0, "metadata"), "user_id"));
        String subject = given.isEmpty() ? ChatRequestReader.firstQuestion(history.messages()) : given;
        boolean usage = RequestJson.includeUsage(document);
        ParsedRequest.Frame frame = ParsedRequest.Frame.of(document).withUsage(usage);
        return new ParsedRequest(body, frame, history, subject, (texts, edits, splices) -> {
            if (instructed) {
                putBefore(document, prompts, tokens, new Added(texts, edits), splices);
            }
        });
    }

    /** Values that may be text; an array of numbers is one prompt, already cut into tokens. */
    private int[] prompts(JsonDocument document) throws UnexpectedShape {
        int node = document.member(0, field);
        if (document.absent(node)) {
            return new int[0];
        }
        if (!document.is(Kind.ARRAY, node)) {
            if (!document.is(Kind.STRING, node)) {
                throw new UnexpectedShape(field, "a string or an array", document.kind(node));
            }
            return new int[] {node};
        }
        int first = document.first(node);
        boolean cut = first < document.after(node) && document.is(Kind.NUMBER, first);
        return cut ? new int[] {node} : document.children(node);
    }

    private record Added(List<String> texts, List<TextEdit> edits) {}

    /** A prompt has no other place for instructions than before it; one that is cut into tokens has none. */
    private static void putBefore(
            JsonDocument document, List<Passage> prompts, List<Integer> tokens, Added added, Splices splices) {
        for (int i = 0; i < prompts.size(); i++) {
            Passage prompt = prompts.get(i);
            List<TextEdit> own = added.edits().stream()
                    .filter(edit -> edit.part().equals(prompt.part()))
                    .toList();
            String text = String.join("\n\n", added.texts()) + "\n\n" + prompt.edited(own);
            int token = tokens.get(i);
            splices.put(document.start(token), document.end(token), JsonStrings.encode(text));
        }
    }
}
