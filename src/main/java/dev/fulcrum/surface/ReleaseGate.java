package dev.fulcrum.surface;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.TextEdit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds back the events of a stream until all that they tell is settled; not safe between threads.
 *
 * <p>An event waits for the positions up to which it tells its parts' texts. Events go in order, so that whatever stands between them, comments
 * and pings and usage, keeps its place.
 */
final class ReleaseGate {
    private record Name(String kind, int index) {}

    private record Telling(GrowingPart part, int until) {
        boolean settled() {
            return part.settled(until);
        }
    }

    private record Held(int start, List<Telling> tells) {
        boolean settled() {
            for (Telling telling : tells) {
                if (!telling.settled()) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Map<Name, GrowingPart> parts = new LinkedHashMap<>(2);
    private final Deque<Held> waiting = new ArrayDeque<>(1);
    private final List<Telling> tells = new ArrayList<>(2);
    /** Places of parts beside the choices begin here. */
    private static final int BESIDE = 1_000_000;

    private final SignedDeltas signed = new SignedDeltas();
    private int besides;
    private final boolean lenient;
    private int most = Integer.MAX_VALUE;
    private boolean over;

    ReleaseGate() {
        this(false);
    }

    /** @param lenient whether only the end of all bytes ends anything */
    ReleaseGate(boolean lenient) {
        this.lenient = lenient;
    }

    /** Whether nothing that an event says ends what it speaks of: more may come behind it. */
    boolean open() {
        return lenient && !over;
    }

    /** Takes that all bytes have come. */
    void over() {
        over = true;
    }

    /** A new part, the next of its kind. */
    GrowingPart next(String kind) {
        int index = 0;
        for (GrowingPart part : parts.values()) {
            index += part.kind().equals(kind) ? 1 : 0;
        }
        return part(kind, index);
    }

    /** A new part. */
    GrowingPart part(String kind, int index) {
        GrowingPart part = new GrowingPart(kind, index, this);
        parts.put(new Name(kind, index), part);
        return part;
    }

    /** A new part that stands beside what an answer says: none of its choices. */
    GrowingPart beside(String kind) {
        return part(kind, BESIDE + besides++);
    }

    /** All parts in the order in which they began. */
    Collection<GrowingPart> parts() {
        return Collections.unmodifiableCollection(parts.values());
    }

    /** Notes that the event at hand tells a part's text up to a position. */
    void tells(GrowingPart part, int until) {
        tells.add(new Telling(part, until));
    }

    /** Takes that the answer ends with the event at hand. */
    void close() {
        if (open()) {
            return;
        }
        most = Math.min(most, said());
    }

    /** How much is said: characters, and tool calls. */
    private int said() {
        int calls = (int) parts.values().stream()
                .filter(part -> part.kind().equals(Part.TOOL_CALL))
                .count();
        int awaited = parts.values().stream().mapToInt(GrowingPart::awaited).sum();
        int said = parts.values().stream()
                .filter(part -> part.index() < BESIDE)
                .mapToInt(GrowingPart::length)
                .sum();
        return said + calls + awaited;
    }

    /**
     * Ends the event at hand, which began at a byte of the stream.
     *
     * @throws UnreadableAnswer if it says something though the answer has ended
     */
    void event(int start) {
        if (most < Integer.MAX_VALUE && said() > most) {
            throw UnreadableAnswer.goesOn();
        }
        if (!tells.isEmpty()) {
            waiting.add(new Held(start, List.copyOf(tells)));
            tells.clear();
        }
    }

    void settle(List<Settled> settled, List<TextEdit> edits) {
        settled.forEach(it -> find(it.part()).settle(it.until()));
        edits.forEach(it -> find(it.part()).edit(it));
    }

    /** Lets everything go that has come. */
    void settleAll() {
        parts.values().forEach(GrowingPart::settleAll);
    }

    /** How long the parts' texts are together. */
    int characters() {
        int characters = 0;
        for (GrowingPart part : parts.values()) {
            characters += part.length();
        }
        return characters;
    }

    /** Whether one of some characters stands among the latest of a part that is no tool call. */
    boolean says(String anyOf, int latest) {
        for (GrowingPart part : parts.values()) {
            if (!part.kind().equals(Part.TOOL_CALL) && part.says(anyOf, latest)) {
                return true;
            }
        }
        return false;
    }

    /** Whether some part says something, or is a tool call. */
    boolean begun() {
        for (GrowingPart part : parts.values()) {
            if (part.index() >= BESIDE) {
                continue;
            }
            if (part.length() > 0 || part.awaited() > 0 || part.kind().equals(Part.TOOL_CALL)) {
                return true;
            }
        }
        return false;
    }

    private GrowingPart find(Part part) {
        GrowingPart found = parts.get(new Name(part.kind(), part.index()));
        if (found == null) {
            throw new IllegalArgumentException("no such part in this answer: " + part);
        }
        return found;
    }

    /** Byte up to which events may go: the first one that tells more than is settled, or {@code end}. */
    int passable(int end) {
        while (!waiting.isEmpty() && waiting.peek().settled()) {
            waiting.poll().tells().forEach(it -> it.part().release(it.until()));
        }
        return waiting.isEmpty() ? end : waiting.peek().start();
    }

    int releasedCharacters() {
        int characters = 0;
        for (GrowingPart part : parts.values()) {
            characters += part.released();
        }
        return characters;
    }

    /** What the parts' edits mean for the stream's bytes. */
    Splices splices() {
        Splices splices = new Splices();
        parts.values().forEach(part -> part.splice(splices));
        signed.guard(splices);
        return splices;
    }

    /** The signed thoughts among what it holds. */
    SignedDeltas signed() {
        return signed;
    }
}
