package dev.fulcrum.surface;

import dev.fulcrum.model.Part;
import dev.fulcrum.surface.JsonDocument.Kind;
import dev.fulcrum.surface.KnownFields.Nature;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads whatever of a request nobody has read: the reader of its surface reads what it knows, this one all the rest, so that no text reaches a model
 * unseen only because it stands in an unusual place. Used once.
 */
final class RestReader {
    /** So many numbers on end are no figures but text, cut into tokens. */
    private static final int MANY_NUMBERS = 16;

    /** Longer strings in unknown fields may hold a file. */
    private static final int LONG_ENOUGH_FOR_A_FILE = 512;

    /** What a model makes of Base64 that short, nobody knows. */
    private static final int SHORT_ENOUGH_TO_READ = 256;

    private static final String USER = "user";
    private static final Set<String> REASONING =
            Set.of("reasoning", "reasoning_content", "reasoning_details", "thinking", "thinking_blocks");
    private static final Set<String> RETURNED = Set.of("output", "outputs", "results", "result", "error", "logs");
    /** Fields that hold a word or an object. */
    private static final Set<String> CHOICES = Set.of(
            "tool_choice", "function_call", "require_approval", "summary", "generate_summary", "thinking", "reasoning");

    private static final Set<String> TOKENS = Set.of("input", "prompt", "content", "text");
    private static final Set<String> SCAFFOLDING = Set.of(
            "response_format",
            "text",
            "format",
            "output_config",
            "output_format",
            "guided_json",
            "guided_regex",
            "guided_choice",
            "guided_grammar",
            "structured_outputs",
            "tool_choice",
            "function_call",
            "mcp_servers");

    private static final Map<String, String> SORTS = Map.ofEntries(
            Map.entry("image", Part.IMAGE),
            Map.entry("image_url", Part.IMAGE),
            Map.entry("input_image", Part.IMAGE),
            Map.entry("computer_screenshot", Part.IMAGE),
            Map.entry("image_generation_call", Part.IMAGE),
            Map.entry("audio", Part.AUDIO),
            Map.entry("audio_url", Part.AUDIO),
            Map.entry("input_audio", Part.AUDIO),
            Map.entry("video", Part.VIDEO),
            Map.entry("video_url", Part.VIDEO),
            Map.entry("input_video", Part.VIDEO),
            Map.entry("file", Part.FILE),
            Map.entry("input_file", Part.FILE),
            Map.entry("document", Part.FILE),
            Map.entry("container_upload", Part.FILE));

    private final JsonDocument document;
    private final Voices voices;
    private final BitSet read;
    private final RestText found;
    private Optional<String> unknown = Optional.empty();

    /**
     * @param voices whose words stand where
     * @param read bytes at which tokens and values begin that were read
     */
    RestReader(JsonDocument document, Voices voices, BitSet read) {
        this.document = document;
        this.voices = voices;
        this.read = read;
        this.found = new RestText(document);
    }

    /** Everything that was left, as passages. */
    List<Passage> read() throws UnreadableRequest {
        Voice caller = new Voice(Part.MESSAGE, USER, voices.next(), true);
        for (int field = document.first(0); field < document.after(0); field = document.after(field)) {
            String name = document.name(field);
            List<Voice> own = voices.of(name);
            if (name.equals("prompt") && document.is(Kind.STRING, document.member(field, "id"))) {
                found.unreadable(caller, Part.REFERENCE);
            }
            if (document.is(Kind.ARRAY, field) && !own.isEmpty() && !isTokens(field)) {
                int position = 0;
                if (TOKENS.contains(name) && hasNumber(field)) {
                    found.unreadable(own.get(0), Part.TOKENS);
                }
                for (int element : document.children(field)) {
                    value(element, name, own.get(Math.min(position++, own.size() - 1)), null, false);
                }
            } else if (SCAFFOLDING.contains(name)) {
                member(0, field, name, new Voice(Part.TOOL_DEFINITION, "developer", 0, false), null);
            } else if (name.equals("documents")) {
                member(0, field, name, caller.ofTool(), null);
            } else {
                member(0, field, name, own.isEmpty() ? caller : own.get(0), null);
            }
        }
        return found.passages();
    }

    /** Where the first thing stands that is not known. */
    Optional<String> unknown() {
        return unknown;
    }

    /** Reads a member of an object whose fields are known. */
    private void member(int object, int member, String name, Voice voice, String sort) throws UnreadableRequest {
        Nature nature = KnownFields.nature(name);
        if (nature == null) {
            refuseDouble(object, member, name);
            unknown(member);
            found.key(voice, member, document.is(Kind.OBJECT, member) || document.is(Kind.ARRAY, member));
            value(member, name, voice, sort, true);
        } else if (!document.absent(member)) {
            known(object, member, name, nature, voice, sort);
        }
    }

    private void known(int object, int member, String name, Nature nature, Voice voice, String sort)
            throws UnreadableRequest {
        boolean string = document.is(Kind.STRING, member);
        if (read.get(document.start(member))) {
            return;
        }
        if (name.equals("id") && Part.AUDIO.equals(sort)) {
            found.unreadable(voice, Part.AUDIO);
        }
        switch (nature) {
            case PLAIN -> {
                if (name.equals("result") && Part.IMAGE.equals(sort)) {
                    bytes(object, member, voice, sort);
                } else if (!string || !CHOICES.contains(name) || !KnownFields.isWord(document.text(member))) {
                    value(member, name, heard(name, voice), sort, false);
                }
            }
            case WORD, ID, SEALED -> {
                if (!string) {
                    value(member, name, voice, sort, false);
                } else if (!harmless(nature, name, member)) {
                    if (name.equals("type") || name.equals("role")) {
                        unknown(member);
                    }
                    string(member, voice);
                }
            }
            case ENCRYPTED -> {
                if (string && !document.text(member).isBlank()) {
                    sealed(member, voice);
                }
            }
            case FREE -> value(member, name, voice, sort, true);
            case SCHEMA ->
                found.json(voice.kind().equals(Part.MESSAGE) ? voice : voice.as(Part.TOOL_DEFINITION), member);
            case BYTES -> bytes(object, member, voice, sort);
            case PLACE -> place(member, name, voice, sort);
            case IMAGE -> medium(member, name, voice, Part.IMAGE);
            case AUDIO -> medium(member, name, voice, object == 0 ? null : Part.AUDIO);
            case VIDEO -> medium(member, name, voice, Part.VIDEO);
            case FILE -> medium(member, name, voice, Part.FILE);
            case REFERENCE -> {
                found.unreadable(voice, Part.REFERENCE);
                id(member, name, voice);
            }
            case TOKENS -> found.unreadable(voice, Part.TOKENS);
        }
    }

    private boolean harmless(Nature nature, String name, int member) {
        String value = document.text(member);
        return switch (nature) {
            case WORD -> KnownFields.isWord(value);
            case ID ->
                voices.isId(value) || ((name.equals("model") || name.endsWith("type")) && KnownFields.isName(value));
            default -> KnownFields.isSealed(value);
        };
    }

    private void sealed(int member, Voice voice) {
        if (KnownFields.isSealed(document.text(member))) {
            found.unreadable(voice, Part.ENCRYPTED);
        } else {
            string(member, voice);
        }
    }

    /** Whose words a field has that stands inside of something. */
    private Voice heard(String name, Voice voice) {
        if (REASONING.contains(name)
                && voice.kind().equals(Part.MESSAGE)
                && !voice.role().equals(USER)) {
            return voice.as(Part.REASONING);
        }
        if (name.equals("tool_calls") || name.equals("function_call")) {
            return voice.as(Part.TOOL_CALL);
        }
        return RETURNED.contains(name) && voice.kind().equals(Part.TOOL_CALL) ? voice.ofTool() : voice;
    }

    /** @param free whether everything in it is the caller's own, names of fields included */
    private void value(int node, String name, Voice voice, String sort, boolean free) throws UnreadableRequest {
        if (read.get(document.start(node))) {
            return;
        }
        switch (document.kind(node)) {
            case OBJECT -> object(node, voice, sort, free);
            case ARRAY -> array(node, name, voice, sort, free);
            case STRING -> {
                if (!declared(name, node)) {
                    string(node, voice);
                }
            }
            case NUMBER -> {
                if (free) {
                    found.number(voice, node);
                }
            }
            default -> {}
        }
    }

    /** Whether a string is the name of a tool that the request defines: there it is read. */
    private boolean declared(String name, int node) {
        return name != null && name.equals("name") && voices.isTool(document.text(node));
    }

    private void array(int node, String name, Voice voice, String sort, boolean free) throws UnreadableRequest {
        int[] elements = document.children(node);
        if (elements.length > (free ? MANY_NUMBERS : 0) && (free || TOKENS.contains(name)) && isTokens(node)) {
            found.unreadable(voice, Part.TOKENS);
            return;
        }
        if (!free && TOKENS.contains(name) && hasNumber(node)) {
            found.unreadable(voice, Part.TOKENS);
        }
        for (int element : elements) {
            value(element, name, voice, sort, free);
        }
    }

    /** Whether tokens stand among other things: lenient servers take a number in quotation marks for one too. */
    private boolean hasNumber(int array) {
        for (int element : document.children(array)) {
            if (document.is(Kind.NUMBER, element)) {
                return true;
            }
        }
        return false;
    }

    private boolean isTokens(int array) {
        int child = document.first(array);
        while (child < document.after(array) && document.is(Kind.NUMBER, child)) {
            child = document.after(child);
        }
        return child == document.after(array) && child > document.first(array);
    }

    private void object(int node, Voice outer, String outerSort, boolean free) throws UnreadableRequest {
        String type = free ? "" : document.textOrEmpty(document.member(node, "type"));
        Voice voice = speaker(type, outer);
        String sort = SORTS.getOrDefault(type, outerSort);
        if (type.equals("item_reference")) {
            found.unreadable(voice, Part.REFERENCE);
        }
        for (int member = document.first(node); member < document.after(node); member = document.after(member)) {
            if (read.get(document.keyStart(member))) {
                value(member, null, voice, sort, true);
            } else if (free) {
                freeMember(member, voice, sort);
            } else {
                String name = document.name(member);
                member(node, member, name, voice, type.equals("redacted_thinking") ? Part.ENCRYPTED : sort);
            }
        }
    }

    private void freeMember(int member, Voice voice, String sort) throws UnreadableRequest {
        String name = document.name(member);
        boolean container = document.is(Kind.OBJECT, member) || document.is(Kind.ARRAY, member);
        boolean figure = document.is(Kind.NUMBER, member)
                && name.length() < 8
                && name.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean id = document.is(Kind.STRING, member)
                && KnownFields.nature(name) == Nature.ID
                && voices.isId(document.text(member));
        if (figure || id) {
            return;
        }
        found.key(voice, member, container);
        value(member, name, voice, sort, true);
    }

    /** Who speaks in a block of a type: a message may hold calls, their results, and thoughts. */
    private static Voice speaker(String type, Voice voice) {
        if (type.endsWith("tool_result")) {
            return voice.ofTool();
        }
        if (type.endsWith("tool_use")) {
            return voice.as(Part.TOOL_CALL);
        }
        return type.endsWith("thinking") ? voice.as(Part.REASONING) : voice;
    }

    private void medium(int member, String name, Voice voice, String sort) throws UnreadableRequest {
        if (document.is(Kind.STRING, member)) {
            place(member, name, voice, sort);
        } else if (document.is(Kind.ARRAY, member)) {
            for (int element : document.children(member)) {
                medium(element, name, voice, sort);
            }
        } else {
            value(member, name, voice, sort, false);
        }
    }

    /** An address: what is there cannot be read, but the address itself can, and all that is written into it. */
    private void place(int member, String name, Voice voice, String sort) throws UnreadableRequest {
        if (!document.is(Kind.STRING, member) || document.text(member).isBlank()) {
            value(member, name, voice, sort, false);
            return;
        }
        boolean id = name.startsWith("file_id");
        if (EnclosedText.isAddress(document.text(member))) {
            string(member, voice);
            return;
        }
        if (sort != null || id) {
            found.unreadable(voice, sort == null ? Part.FILE : sort);
        }
        id(member, id ? "id" : name, voice);
    }

    /** Reads an id only if it says more than an id can. */
    private void id(int member, String name, Voice voice) throws UnreadableRequest {
        if (!document.is(Kind.STRING, member)) {
            value(member, name, voice, null, false);
        } else if (name.endsWith("url") || name.endsWith("uri") || !voices.isId(document.text(member))) {
            string(member, voice);
        }
    }

    private void bytes(int object, int member, Voice voice, String sort) throws UnreadableRequest {
        if (!document.is(Kind.STRING, member) || read.get(document.start(member))) {
            value(member, "data", voice, sort, false);
            return;
        }
        String value = document.text(member);
        if (EnclosedText.isAddress(value)) {
            string(member, voice);
            return;
        }
        String type = document.textOrEmpty(document.member(object, "media_type"));
        Optional<EnclosedText> file = EnclosedText.inBase64(value, type);
        if (file.isEmpty()) {
            string(member, voice);
            return;
        }
        if (!file.get().isText() && !file.get().wordy() && value.length() <= SHORT_ENOUGH_TO_READ && sort == null) {
            string(member, voice);
        }
        enclosed(member, file.get(), voice, sort == null ? Part.FILE : sort);
    }

    private void enclosed(int member, EnclosedText file, Voice voice, String sort) {
        found.enclosed(voice, member, file);
        if (!file.isPlain()) {
            found.unreadable(voice, sort);
        }
    }

    /** Reads a string wherever it stands. */
    private void string(int node, Voice voice) {
        if (read.get(document.start(node))) {
            return;
        }
        String value = document.text(node);
        Optional<EnclosedText> file = Optional.empty();
        if (EnclosedText.isAddress(value)) {
            file = EnclosedText.inAddress(value);
        } else if (value.length() >= LONG_ENOUGH_FOR_A_FILE && KnownFields.isSealed(value)) {
            file = EnclosedText.inBase64(value, "");
        }
        if (file.isPresent()) {
            enclosed(node, file.get(), voice, sort(file.get().mediaType()));
        } else if (!value.isBlank()) {
            found.line(voice, node, value);
        }
    }

    private static String sort(String mediaType) {
        String first =
                mediaType.substring(0, Math.max(0, mediaType.indexOf('/'))).toLowerCase(Locale.ROOT);
        return SORTS.getOrDefault(first, Part.FILE);
    }

    private void unknown(int node) {
        if (unknown.isEmpty()) {
            unknown = Optional.of(document.path(node));
        }
    }

    /** Another server may take a field for the known one whose name it has but for the case: then two parsers read two requests. */
    private void refuseDouble(int object, int member, String name) throws UnreadableRequest {
        String meant = KnownFields.meant(name);
        if (meant == null) {
            return;
        }
        String path = document.path(member);
        if (document.member(object, meant) != JsonDocument.NONE) {
            throw new UnreadableRequest(
                    "duplicate_key",
                    path,
                    "The key at '" + path + "' is given twice: servers that do not mind the case take it for '" + meant
                            + "', which stands beside it; give each key once.");
        }
        if (KnownFields.misleads(name, meant)) {
            throw new UnreadableRequest(
                    "misspelt_key",
                    path,
                    "The key at '" + path + "' is '" + meant
                            + "' to servers that do not mind the case, and nothing to all others; write '" + meant
                            + "'.");
        }
    }
}
