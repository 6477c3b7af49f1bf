package dev.fulcrum.surface;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import dev.fulcrum.model.TextEdit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A part of an answer while it is put together: its text only ever grows at the end; not safe between threads. */
final class GrowingPart {
    private static final String ROLE = "assistant";
    /** A position behind all that the part will ever say. */
    private static final int ALL = Integer.MAX_VALUE;

    private enum Reading {
        AS_IT_COMES,
        /** What has come will be read when all of it has. */
        AWAITED,
        /** All of it was read at once, so that its positions are not those in which it came. */
        AT_ONCE
    }

    private final String kind;
    private final int index;
    private final ReleaseGate gate;
    private final TextPieces text = new TextPieces();
    // immutable as long as there are none, which is the rule
    private List<Piece> repeats = List.of();
    private List<Passage.Copy> copies = List.of();
    private Set<TextEdit> edits = Set.of();
    private Passage.Rewriting rewriting = Passage.Rewriting.IN_BODY;
    private Reading reading = Reading.AS_IT_COMES;
    private boolean complete;
    private int awaited;
    private int settled;
    private int released;

    /** A part that the gate has to know. A tool call is not settled before somebody says so, even when it has no arguments. */
    GrowingPart(String kind, int index, ReleaseGate gate) {
        this.kind = kind;
        this.index = index;
        this.gate = gate;
        this.settled = kind.equals(Part.TOOL_CALL) ? -1 : 0;
    }

    /** Adds what the event at hand says; a part that is complete says nothing more, since all of it may have gone. */
    void say(TextPieces more) {
        if (complete && !more.isEmpty()) {
            throw UnreadableAnswer.goesOn();
        }
        add(more);
    }

    /** Says, as all that it ever says, what the event at hand completes: a text whose pieces stand in a source of their own. */
    void say(TextPieces all, JsonSource source) {
        rewriting = source;
        say(all);
    }

    /** Notes that the event at hand goes only with all that the part is going to say. */
    void awaitAll() {
        gate.tells(this, ALL);
    }

    /** Notes that the event at hand brings text that is read when all of it has come, or when it is clear that it need not wait. */
    void await(int units) {
        if (complete && units > 0) {
            throw UnreadableAnswer.goesOn();
        }
        reading = Reading.AWAITED;
        awaited += units;
        gate.tells(this, awaited);
    }

    /** Says what was awaited as it came: nothing else was said before. */
    void sayAwaited(TextPieces all) {
        reading = Reading.AS_IT_COMES;
        awaited = 0;
        text.all(all);
    }

    /** Says what was awaited as it is read. */
    void sayAwaited(TextPieces all, Passage.Rewriting rewritten) {
        reading = Reading.AT_ONCE;
        awaited = 0;
        rewriting = rewritten;
        text.all(all);
    }

    /** Puts new tokens of the text elsewhere than in the places of the old ones. */
    void rewrites(Passage.Rewriting other) {
        rewriting = other;
    }

    /** Whether endings mean nothing yet. */
    boolean open() {
        return gate.open();
    }

    /** Notes that the event at hand says all of it once more. */
    void repeatsAll() {
        gate.tells(this, ALL);
    }

    /** Adds what contradicts what was said, behind it, also when the part is complete. */
    void contradict(TextPieces more) {
        complete = false;
        add(more);
    }

    /** How much has come that is not read yet. */
    int awaited() {
        return awaited;
    }

    private void add(TextPieces more) {
        text.all(more);
        gate.tells(this, text.length());
    }

    /**
     * Adds what the event at hand says, or notes that it is said again: as what was said from {@code at} on. A copy that says something else is
     * read behind it, also when the part is complete: it goes only when all of that is settled.
     */
    void sayOnce(int at, TextPieces more) {
        String again = more.text();
        if (again.isEmpty() || text.length() == at || !text.saysAt(at, again)) {
            complete &= again.isEmpty();
            add(more);
            return;
        }
        repeats = repeats.isEmpty() ? new ArrayList<>() : repeats;
        more.pieces().forEach(it -> repeats.add(new Piece(it.at() + at, it.text(), it.start(), it.end())));
        gate.tells(this, at + again.length());
    }

    /** Adds text that stands in no token. */
    void glue(String between) {
        text.glue(between);
    }

    /** Notes that the event at hand goes only with what the part says so far, though it adds nothing. */
    void mention() {
        gate.tells(this, text.length());
    }

    /** Notes a field that tells what was said so far in another form, and what takes its place after an edit. */
    void toldIn(int start, int end, String instead) {
        copies = copies.isEmpty() ? new ArrayList<>() : copies;
        copies.add(new Passage.Copy(start, end, text.length(), instead));
        mention();
    }

    /** Takes that nothing more of it will come, unless endings mean nothing here. */
    void complete() {
        complete |= !gate.open();
    }

    String kind() {
        return kind;
    }

    int index() {
        return index;
    }

    int length() {
        return text.length();
    }

    String text() {
        return text.text();
    }

    /** Whether one of some characters stands among the latest ones. */
    boolean says(String anyOf, int latest) {
        return text.says(anyOf, Math.max(0, text.length() - latest));
    }

    PartSoFar soFar() {
        return new PartSoFar(part(), complete);
    }

    /** The part as far as it has come. */
    Part part() {
        return new Part(kind, ROLE, index, true, text.text());
    }

    Passage passage() {
        return new Passage(part(), text, repeats, copies, rewriting);
    }

    /** Lets the text go up to a position, never back. */
    void settle(int until) {
        settled = Math.max(settled, until);
    }

    /** Lets go whatever has come, and whatever comes. */
    void settleAll() {
        settled = ALL;
    }

    boolean settled(int until) {
        if (settled == ALL || reading == Reading.AS_IT_COMES || until <= 0) {
            return until <= settled || (until == ALL && complete && text.length() <= settled);
        }
        return reading == Reading.AT_ONCE && complete && text.length() <= settled;
    }

    /** Remembers an edit: what repeats the text later needs it again. */
    void edit(TextEdit edit) {
        if (edit.span().end() > text.length()) {
            throw new IllegalArgumentException("an edit ends behind the text of " + edit.part());
        }
        edits = edits.isEmpty() ? new LinkedHashSet<>() : edits;
        edits.add(new TextEdit(new Part(kind, ROLE, index, true, ""), edit.span(), edit.replacement()));
    }

    void release(int until) {
        released = Math.max(released, Math.min(until, text.length()));
    }

    /** How much of the text was released, counted before edits. */
    int released() {
        return released;
    }

    /** Whether all of it was released as it came. */
    boolean releasedUntouched() {
        return edits.isEmpty() && released == text.length();
    }

    void splice(Splices splices) {
        if (!edits.isEmpty()) {
            passage().splice(List.copyOf(edits), splices);
        }
    }

    /** What was released of the text, as it was released. */
    String releasedText() {
        if (rewriting instanceof EmbeddedJson json) {
            return released < text.length() ? "" : json.edited(part(), List.copyOf(edits));
        }
        String whole = text.text().substring(0, released);
        List<TextEdit> own = new ArrayList<>();
        for (TextEdit edit : edits) {
            Span span = edit.span();
            if (span.start() < released) {
                Span known = new Span(span.start(), Math.min(span.end(), released));
                own.add(new TextEdit(edit.part(), known, edit.replacement()));
            }
        }
        Part said = new Part(kind, ROLE, index, true, whole);
        return own.isEmpty() ? whole : new Passage(said, text).edited(own);
    }
}
