package dev.fulcrum.surface;

import java.util.List;

/** Reads an answer into a draft, behind a gate that knows how much of it may go; not safe between threads. */
abstract class DraftReader implements AnswerReader {
    private final boolean keep;
    private final ReleaseGate gate;
    private final AnswerDraft draft;

    DraftReader(boolean keep, ReleaseGate gate, AnswerDraft draft) {
        this.keep = keep;
        this.gate = gate;
        this.draft = draft;
    }

    @Override
    public final AnswerSoFar soFar() {
        return keep
                ? new AnswerSoFar(
                        draft.parts().stream().map(GrowingPart::soFar).toList(), draft.answers(), draft.toolCalls())
                : new AnswerSoFar(List.of(), List.of(), List.of());
    }

    @Override
    public final byte[] releaseAll() {
        gate.settleAll();
        return release(List.of(), List.of());
    }

    @Override
    public final int characters() {
        return gate.characters();
    }

    @Override
    public final boolean says(String anyOf, int latest) {
        return gate.says(anyOf, latest);
    }

    @Override
    public final boolean begun() {
        return gate.begun();
    }

    @Override
    public final int releasedCharacters() {
        return gate.releasedCharacters();
    }

    /** Whether texts and bytes are kept. */
    final boolean keeps() {
        return keep;
    }

    final ReleaseGate gate() {
        return gate;
    }

    final AnswerDraft draft() {
        return draft;
    }
}
