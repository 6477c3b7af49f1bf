package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.model.ToolCall;
import java.util.List;

/** A whole answer of vectors, in which there is nothing to read. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record VectorAnswer(byte[] original, Tokens tokens) implements WholeAnswer {

    @Override
    public boolean stream() {
        return false;
    }

    @Override
    public List<Part> parts() {
        return List.of();
    }

    @Override
    public List<Answer> answers() {
        return List.of();
    }

    @Override
    public List<ToolCall> toolCalls() {
        return List.of();
    }

    @Override
    public String finishReason() {
        return "";
    }

    @Override
    public String answerClass() {
        return "full";
    }

    @Override
    public byte[] edited(List<TextEdit> edits) {
        if (!edits.isEmpty()) {
            throw new IllegalArgumentException(
                    "an edit names a part of another body: " + edits.get(0).part());
        }
        return original;
    }
}
