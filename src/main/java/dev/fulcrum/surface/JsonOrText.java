package dev.fulcrum.surface;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a part says if it may be JSON: such a text waits for its end, since only then is it certain what it means; not safe between threads.
 *
 * <p>As soon as a text can be no JSON it is what it is, and goes on as it comes.
 */
final class JsonOrText {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final GrowingPart part;
    private final boolean arguments;
    private final TextPieces source = new TextPieces();
    private final JsonGrammar grammar = new JsonGrammar(true);
    private final List<TextPieces> copies = new ArrayList<>(0);
    private boolean plain;
    private EmbeddedJson read;

    private JsonOrText(GrowingPart part, boolean arguments) {
        this.part = part;
        this.arguments = arguments;
    }

    /** The arguments of a call: any JSON, or none, but nothing before its end. */
    static JsonOrText arguments(GrowingPart part) {
        return new JsonOrText(part, true);
    }

    /** A text of an answer, which is JSON if it is one object or one array. */
    static JsonOrText answer(GrowingPart part) {
        return new JsonOrText(part, false);
    }

    /** Adds what the event at hand says. */
    void say(TextPieces more) {
        if (plain || read != null) {
            part.say(more);
            return;
        }
        source.all(more);
        part.await(more.length());
        if (!arguments && grammar.feed(more.text()).broken()) {
            sayPlain();
        }
    }

    /** Adds what is never JSON, such as a refusal, behind what was said. */
    void sayBeside(String between, TextPieces more) {
        sayPlain();
        if (part.length() > 0) {
            part.glue(between);
        }
        part.say(more);
    }

    private void sayPlain() {
        if (!plain && read == null) {
            plain = true;
            part.sayAwaited(source);
        }
    }

    /** Takes a text that should be all that was said, once more; one that differs is read behind it. */
    void sayOnce(TextPieces again) {
        if (length() == 0) {
            say(again);
        } else if (plain) {
            part.sayOnce(0, again);
        } else if (source.text().equals(again.text())) {
            copy(again);
        } else if (arguments && !sameButBlanks(again.text(), source.text())) {
            // one client calls with the first, another one with the last
            throw UnreadableAnswer.ambiguous();
        } else if (read != null) {
            part.contradict(again);
        } else {
            say(again);
        }
    }

    private static boolean sameButBlanks(String text, String other) {
        return BLANKS.matcher(text).replaceAll("").equals(BLANKS.matcher(other).replaceAll(""));
    }

    private void copy(TextPieces again) {
        copies.add(again);
        if (read != null) {
            read.copiedIn(again);
        }
        part.repeatsAll();
    }

    /** Takes that nothing more will come; what is no JSON is read as it came. */
    void end() {
        if (part.open() || plain || read != null || source.count() == 0) {
            return;
        }
        String text = source.text();
        boolean json = arguments
                ? new JsonGrammar(false).feed(text).whole() || looksLikeJson(text)
                : grammar.whole() || looksLikeJson(text);
        if (!json) {
            sayPlain();
            return;
        }
        read = arguments ? EmbeddedJson.ofArguments(source) : EmbeddedJson.ofAnswer(source);
        copies.forEach(read::copiedIn);
        part.sayAwaited(read.reading(), read);
    }

    private static boolean looksLikeJson(String text) {
        return EmbeddedJson.worth(text) && text.indexOf('\\') >= 0;
    }

    /** What has come, as it came. */
    String raw() {
        return source.text();
    }

    /** How much has come. */
    int length() {
        return Math.max(source.length(), part.length());
    }
}
