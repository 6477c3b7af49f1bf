package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.model.ToolCall;
import java.util.List;
import java.util.function.Supplier;

/** A whole answer, made of a finished draft. */
final class DraftAnswer implements WholeAnswer {
    private final Supplier<byte[]> original;
    private byte[] bytes;
    private final boolean stream;
    private final SignedDeltas signed;
    private final AnswerDraft draft;
    private final List<Answer> answers;
    private final List<ToolCall> toolCalls;
    private final List<GrowingPart> grown;
    private final List<Part> parts;

    private DraftAnswer(
            Supplier<byte[]> original, boolean stream, AnswerDraft draft, boolean kept, SignedDeltas signed) {
        this.signed = signed;
        this.original = original;
        this.stream = stream;
        this.draft = draft;
        this.answers = kept ? List.copyOf(draft.answers()) : List.of();
        this.toolCalls = kept ? List.copyOf(draft.toolCalls()) : List.of();
        this.grown = kept ? draft.parts() : List.of();
        this.parts = parts(grown);
    }

    private static List<Part> parts(List<GrowingPart> grown) {
        Part[] parts = new Part[grown.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = grown.get(i).part();
        }
        return List.of(parts);
    }

    /**
     * An answer of which all is known.
     *
     * @param original its bytes; asked for only when somebody wants them, since those of a stream that flows do not stay
     * @param signed the signed thoughts of a stream
     */
    static DraftAnswer kept(Supplier<byte[]> original, boolean stream, AnswerDraft draft, SignedDeltas signed) {
        return new DraftAnswer(original, stream, draft, true, signed);
    }

    /** An answer of which only usage and endings are known. */
    static DraftAnswer watched(boolean stream, AnswerDraft draft) {
        return new DraftAnswer(() -> new byte[0], stream, draft, false, new SignedDeltas());
    }

    @Override
    public byte[] original() {
        if (bytes == null) {
            bytes = original.get();
        }
        return bytes;
    }

    @Override
    public boolean stream() {
        return stream;
    }

    @Override
    public List<Part> parts() {
        return parts;
    }

    @Override
    public List<Answer> answers() {
        return answers;
    }

    @Override
    public List<ToolCall> toolCalls() {
        return toolCalls;
    }

    @Override
    public Tokens tokens() {
        return draft.tokens();
    }

    @Override
    public String finishReason() {
        return draft.finishReason();
    }

    @Override
    public String answerClass() {
        return draft.answerClass();
    }

    @Override
    public byte[] edited(List<TextEdit> edits) {
        Splices splices = new Splices();
        Passage.splice(grown.stream().map(GrowingPart::passage).toList(), edits, splices);
        if (stream) {
            signed.guard(splices);
        } else {
            SignedBlocks.guard(splices, original());
        }
        return splices.isEmpty() ? original() : splices.apply(original());
    }

    AnswerDraft draft() {
        return draft;
    }
}
