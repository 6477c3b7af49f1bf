package dev.fulcrum.surface;

import java.util.Optional;

/**
 * Reads the answers of one surface, each into a draft of its own; safe to share between threads.
 *
 * @param <D> the surface's kind of draft
 */
final class Drafts<D extends AnswerDraft> {

    /** Begins a draft. */
    interface Beginning<D> {
        /** An empty draft whose parts the gate knows; texts are passed over unless {@code keep}. */
        D begin(boolean keep, ReleaseGate gate);
    }

    private final JsonReader json = new JsonReader(Surface.ANSWER_DEPTH);
    private final Class<D> kind;
    private final Beginning<D> beginning;

    Drafts(Class<D> kind, Beginning<D> beginning) {
        this.kind = kind;
        this.beginning = beginning;
    }

    /** As {@link Surface#answerReader(boolean, boolean, boolean)}. */
    AnswerReader reader(boolean stream, boolean keep, boolean lenient) {
        ReleaseGate gate = new ReleaseGate(lenient);
        D draft = beginning.begin(keep, gate);
        return stream ? new StreamReader(json, keep, gate, draft) : new BodyReader(json, keep, gate, draft);
    }

    /** What an answer was made of; nothing if it is another surface's. */
    Optional<D> of(WholeAnswer answer) {
        return answer instanceof DraftAnswer own && kind.isInstance(own.draft())
                ? Optional.of(kind.cast(own.draft()))
                : Optional.empty();
    }

    /**
     * A stream of this surface of which the caller has the beginning.
     *
     * @param draft what has come of it
     * @param released byte up to which the caller has it
     */
    record Begun<D>(D draft, int released) {}

    /** The stream of one of this surface's readers. */
    Begun<D> begun(AnswerReader reader) {
        if (reader instanceof StreamReader stream && kind.isInstance(stream.draft())) {
            return new Begun<>(kind.cast(stream.draft()), stream.released());
        }
        throw new IllegalArgumentException("the reader is none of a stream of this surface");
    }
}
