package dev.fulcrum.surface;

import dev.fulcrum.model.Part;
import dev.fulcrum.surface.JsonDocument.Kind;
import dev.fulcrum.surface.KnownFields.Nature;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Reads whatever of an answer its draft has not read, such as titles of citations, results of tools that the model's server called, and fields
 * that nobody knows; not safe between threads.
 *
 * <p>What stands in one place is one text, however many events tell of it: deltas follow on one another, all else stands on a line of its own. What
 * is known to hold no words, such as ids, counts and settings that repeat the request's, is passed over.
 */
final class AnswerRest {
    /** So many places are told apart. */
    private static final int MOST_PLACES = 64;

    /** Place of what stands in no event. */
    private static final String ASIDE = ":";

    private static final int LONG_BYTES = 256;
    private static final int LONG_NUMBER = 6;
    private static final int LONGEST_KEY = 48;

    /** What is said in another form, as tokens and how likely they are. */
    private static final Set<String> TOKENS = Set.of("logprobs", "prompt_logprobs", "token_ids", "prompt_token_ids");

    /** In these stand settings, ids, times and figures, but no words; what looks like words is read all the same. */
    private static final Set<String> SILENT = Set.of(
            "usage",
            "obfuscation",
            "p",
            "x_groq",
            "time_info",
            "timings",
            "system_fingerprint",
            "prompt_filter_results",
            "content_filter_results",
            "content_filter_result",
            "content_filter_offsets",
            "content_filters",
            "provider",
            "kv_transfer_params",
            "created",
            "created_at",
            "completed_at",
            "expires_at",
            "sequence_number",
            "native_finish_reason",
            "stop_sequence",
            "matched_stop",
            "incomplete_details",
            "cache_control",
            "encrypted_index",
            "caller");

    /** Settings of the request, which some APIs repeat in the answer. */
    private static final Set<String> REPEATED = Set.of(
            "instructions",
            "metadata",
            "tools",
            "tool_choice",
            "text",
            "reasoning",
            "user",
            "prompt",
            "prompt_cache_key",
            "safety_identifier",
            "previous_response_id",
            "conversation");

    private final ReleaseGate gate;
    private final Map<String, GrowingPart> places = new HashMap<>(0);
    private final Map<String, GrowingPart> words = new HashMap<>(0);
    private final Map<String, Integer> asides = new HashMap<>(0);
    private final List<GrowingPart> parts = new ArrayList<>(0);
    private final Set<String> unreadable = new HashSet<>(0);
    private Fragment event;
    private JsonDocument document;

    AnswerRest(ReleaseGate gate) {
        this.gate = gate;
    }

    /** Takes an answer, or an event of one, after its draft has. */
    void take(Fragment fragment) {
        event = fragment;
        document = fragment.document();
        if (document.is(Kind.OBJECT, 0)) {
            object(0, "", true, false, false);
        }
    }

    /**
     * @param outer whether the object is an answer itself
     * @param silent whether no words stand in it
     */
    private void object(int object, String path, boolean outer, boolean delta, boolean silent) {
        for (int member = document.first(object); member < document.after(object); member = document.after(member)) {
            String name = document.name(member);
            FoldedKeys.refuse(name, path);
            if (!AnswerWords.isMadeOf(name, "_.$-", 1, LONGEST_KEY) && KnownFields.nature(name) == null) {
                key(member, name, path);
            }
            if (!worth(member) || TOKENS.contains(name) || (outer && REPEATED.contains(name))) {
                continue;
            }
            member(object, member, name, path, delta, silent || SILENT.contains(name));
        }
    }

    /** The name of a field can hold as many words as its value. */
    private void key(int member, String name, String path) {
        int start = document.keyStart(member);
        int end = JsonStrings.close(document.bytes(), start);
        IntUnaryOperator original = event.original();
        once(original.applyAsInt(start), original.applyAsInt(end - 1) + 1, path, name);
    }

    /** Whether a value can say anything that was not read. */
    private boolean worth(int node) {
        return switch (document.kind(node)) {
            case STRING -> document.end(node) - document.start(node) > 2 && !event.wasRead(node);
            case NUMBER -> document.end(node) - document.start(node) >= LONG_NUMBER;
            case OBJECT, ARRAY -> document.first(node) < document.after(node) && !event.wasRead(node);
            default -> false;
        };
    }

    private void member(int object, int member, String name, String path, boolean delta, boolean silent) {
        String place = path + '.' + name;
        Nature nature = KnownFields.nature(name);
        switch (document.kind(member)) {
            case OBJECT ->
                object(
                        member,
                        place,
                        name.equals("response") || (name.equals("message") && path.isEmpty()),
                        name.equals("delta"),
                        silent);
            case ARRAY -> array(member, name, place, nature, silent);
            case NUMBER -> number(member, place, nature, silent);
            default -> string(object, member, name, place, nature, delta || name.equals("delta"), silent);
        }
    }

    private void array(int array, String name, String place, Nature nature, boolean silent) {
        for (int element : document.children(array)) {
            if (!worth(element)) {
                continue;
            }
            switch (document.kind(element)) {
                case OBJECT ->
                    object(element, name.equals("choices") ? place + index(element) : place, false, false, silent);
                case ARRAY -> array(element, name, place, nature, silent);
                case NUMBER -> number(element, place, nature, silent);
                default -> string(array, element, name, place, nature, false, silent);
            }
        }
    }

    private void number(int node, String place, Nature nature, boolean silent) {
        String written = document.written(document.start(node), document.end(node));
        if (nature == null && !silent) {
            say(node, place, written, false);
        } else if (AnswerWords.isCardLike(written)) {
            once(event.start(node), event.end(node), place, written);
        }
    }

    private long index(int choice) {
        return document.whole(document.member(choice, "index"), 0);
    }

    private void string(int holder, int node, String name, String place, Nature nature, boolean delta, boolean silent) {
        String said = document.text(node);
        if (said.isBlank() || harmless(said, name, nature, silent)) {
            return;
        }
        boolean sealed = said.length() > LONG_BYTES && KnownFields.isSealed(said);
        boolean audio = place.contains("audio") && KnownFields.isSealed(said);
        boolean redacted =
                document.is(Kind.OBJECT, holder) && document.says("redacted_thinking", document.member(holder, "type"));
        if (redacted
                || nature == Nature.ENCRYPTED
                || (sealed && place.contains("thinking"))
                || (sealed && place.contains("reasoning"))) {
            cannotBeRead(Part.ENCRYPTED);
        } else if (sealed || ((nature == Nature.BYTES || name.equals("delta")) && audio)) {
            String type = document.is(Kind.OBJECT, holder) ? document.textOrEmpty(document.member(holder, "type")) : "";
            boolean image = place.contains("image") || type.contains("image") || name.equals("b64_json");
            cannotBeRead(
                    place.contains("audio") || type.contains("audio") ? Part.AUDIO : image ? Part.IMAGE : Part.FILE);
        } else if (silent || nature == Nature.WORD || nature == Nature.ID || nature == Nature.SEALED) {
            once(event.start(node), event.end(node), place, said);
        } else {
            say(node, place, said, delta);
        }
    }

    private static boolean harmless(String said, String name, Nature nature, boolean silent) {
        if (name.equals("model")) {
            return AnswerWords.isModel(said);
        }
        if (name.equals("obfuscation") || name.equals("p")) {
            return AnswerWords.isPadding(said);
        }
        if (nature == Nature.WORD) {
            return AnswerWords.isSetting(said);
        }
        return (silent
                        || nature == Nature.ID
                        || nature == Nature.SEALED
                        || nature == Nature.REFERENCE
                        || name.endsWith("_at")
                        || name.equals("created"))
                && AnswerWords.isId(said);
    }

    private void say(int node, String place, String said, boolean delta) {
        GrowingPart part = part(place);
        part.say(piece(said, event.start(node), event.end(node)));
        if (!delta) {
            part.glue("\n");
        }
    }

    private GrowingPart part(String place) {
        String known = places.containsKey(place) || places.size() < MOST_PLACES ? place : "*";
        return places.computeIfAbsent(known, unseen -> begin(kind(place)));
    }

    private static String kind(String place) {
        return place.contains("reasoning") || place.contains("thinking") ? Part.REASONING : Part.CHOICE;
    }

    private static TextPieces piece(String said, int start, int end) {
        TextPieces piece = new TextPieces();
        piece.piece(said, start, end);
        return piece;
    }

    /** Takes a short text that is whole: the same one in the same place of many events is one text, and none of them waits for the stream's end. */
    private void once(int start, int end, String place, String said) {
        TextPieces more = piece(said, start, end);
        String known = place + ' ' + said;
        GrowingPart part = words.get(known);
        if (part != null) {
            part.sayOnce(0, more);
        } else if (words.size() < MOST_PLACES && said.length() <= LONG_BYTES) {
            GrowingPart own = begin(kind(place));
            words.put(known, own);
            own.say(more);
            own.complete();
        } else {
            GrowingPart all = part(place);
            all.say(more);
            all.glue("\n");
        }
    }

    /** Takes words that stand in a stream, but in no event: comments, names of events, and fields that nobody knows. */
    void aside(String text, int start, int end) {
        GrowingPart part = places.computeIfAbsent(ASIDE, unseen -> begin(Part.CHOICE));
        part.rewrites((tokens, splices) -> tokens.forEach((piece, token) -> {
            String said = JsonStrings.decode(token, 0, token.length).replaceAll("[\\r\\n]+", " ");
            splices.put(piece.start(), piece.end(), said.getBytes(StandardCharsets.UTF_8));
        }));
        Integer before = asides.get(text);
        if (before != null) {
            part.sayOnce(before, piece(text, start, end));
            return;
        }
        if (asides.size() < MOST_PLACES && text.length() <= LONG_BYTES) {
            asides.put(text, part.length());
        }
        part.say(piece(text, start, end));
        part.glue("\n");
    }

    private GrowingPart begin(String kind) {
        GrowingPart part = gate.beside(kind);
        parts.add(part);
        return part;
    }

    private void cannotBeRead(String sort) {
        if (unreadable.add(sort)) {
            parts.add(gate.beside(sort));
        }
    }

    /** Takes that nothing more will come. */
    void end() {
        parts.forEach(GrowingPart::complete);
    }

    List<GrowingPart> parts() {
        return Collections.unmodifiableList(parts);
    }
}
