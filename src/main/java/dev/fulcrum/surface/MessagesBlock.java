package dev.fulcrum.surface;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A content block of a Messages answer while it is put together; not safe between threads. */
final class MessagesBlock {
    private final long index;
    private final String name;
    private final GrowingPart part;
    private JsonSource input;
    private final List<int[]> events = new ArrayList<>(4);
    private final List<int[]> indices = new ArrayList<>(4);
    private boolean thought;
    private boolean signed;
    private boolean removed;
    private int before;
    private final FirstTold begun = new FirstTold();
    private final FirstTold stopped = new FirstTold();

    /**
     * A block that an event begins which stands at a byte of the stream.
     *
     * @param name of the tool that it calls; empty when it calls none
     * @param part where its text goes; null when it has none
     */
    MessagesBlock(long index, int begunAt, String name, GrowingPart part) {
        this.index = index;
        this.begun.at(begunAt);
        this.name = name;
        this.part = part;
    }

    /** Takes an event of a stream that tells of the block; one of a thought goes with all of the thought, for it may be signed at its end. */
    void told(Fragment event, String holder) {
        JsonDocument document = event.document();
        int place = document.member(0, "index");
        events.add(new int[] {event.at(), event.until()});
        if (place != JsonDocument.NONE) {
            indices.add(new int[] {event.start(place), event.end(place)});
        }
        signed |= !document.textOrEmpty(document.member(document.member(0, holder), "signature"))
                .isEmpty();
        if (thought) {
            part.awaitAll();
        }
    }

    /** Takes that the block is a thought: if it is signed, an edit removes all of it, and {@code renumbering} follows. */
    void isThought(Consumer<Splices> renumbering) {
        thought = true;
        part.rewrites((tokens, splices) -> {
            if (!signed || tokens.isEmpty() || events.isEmpty()) {
                Passage.Rewriting.IN_BODY.put(tokens, splices);
                return;
            }
            removed = true;
            events.forEach(event -> splices.put(event[0], event[1], new byte[0]));
            renumbering.accept(splices);
        });
    }

    boolean isRemoved() {
        return removed;
    }

    /** Tells the block's place behind so many that are removed. */
    void renumber(int removedBefore, Splices splices) {
        before = removedBefore;
        byte[] number = Long.toString(index()).getBytes(StandardCharsets.US_ASCII);
        indices.forEach(place -> splices.putInstead(place[0], place[1], number));
    }

    void stopped(int at) {
        stopped.at(at);
    }

    /** Notes that deltas are going to tell a call's input. */
    void awaitInput() {
        input = new JsonSource();
    }

    /** What has come of a call's input; null if none is awaited. */
    JsonSource input() {
        return input;
    }

    /** Hands over what came of a call's input, once: nothing more is awaited. */
    Optional<JsonSource> takeInput() {
        Optional<JsonSource> taken = Optional.ofNullable(input);
        input = null;
        return taken;
    }

    /** Whether its end was told. */
    boolean isStopped() {
        return stopped.told();
    }

    /** Whether a caller who got the stream up to a byte waits for the end of this block. */
    boolean openAt(int byteOffset) {
        return !removed && begun.before(byteOffset) && !stopped.before(byteOffset);
    }

    /** The place of the block as the caller knows it. */
    long index() {
        return index - before;
    }

    String name() {
        return name;
    }

    GrowingPart part() {
        return part;
    }
}
