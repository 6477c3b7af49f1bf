package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.TextEdit;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.model.ToolCall;
import java.util.ArrayList;
import java.util.List;

/** A whole answer of the Chat Completions API. */
final class ChatAnswer implements WholeAnswer {
    private final byte[] original;
    private final boolean stream;
    private final ChatEnvelope envelope;
    private final List<String> finishReasons;
    private final List<Answer> answers;
    private final List<ToolCall> toolCalls;
    private final List<Passage> passages;
    private final List<Part> parts;

    private ChatAnswer(byte[] original, boolean stream, ChatChoices choices, boolean kept) {
        this.original = original;
        this.stream = stream;
        this.envelope = choices.envelope();
        this.finishReasons =
                choices.all().stream().map(ChatChoice::finishReason).toList();
        List<Answer> said = new ArrayList<>();
        List<ToolCall> called = new ArrayList<>();
        List<Passage> read = new ArrayList<>();
        for (ChatChoice choice : choices.all()) {
            if (kept) {
                said.add(choice.answer());
                read.addAll(choice.passages(called.size()));
                called.addAll(choice.toolCalls(called.size()));
            }
        }
        this.answers = List.copyOf(said);
        this.toolCalls = List.copyOf(called);
        this.passages = List.copyOf(read);
        this.parts = passages.stream().map(Passage::part).toList();
    }

    static ChatAnswer kept(byte[] original, boolean stream, ChatChoices choices) {
        return new ChatAnswer(original, stream, choices, true);
    }

    /** An answer of which only usage and endings are known. */
    static ChatAnswer watched(boolean stream, ChatChoices choices) {
        return new ChatAnswer(new byte[0], stream, choices, false);
    }

    @Override
    public byte[] original() {
        return original;
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
        return envelope.tokens();
    }

    @Override
    public String finishReason() {
        return finishReasons.isEmpty() ? "" : finishReasons.get(0);
    }

    @Override
    public String answerClass() {
        if (finishReasons.contains("content_filter")) {
            return "filtered";
        }
        if (answers.stream().anyMatch(answer -> !answer.refusal().isEmpty())) {
            return "refusal";
        }
        if (finishReasons.contains("length")) {
            return "truncated";
        }
        boolean calls = finishReasons.contains("tool_calls") || finishReasons.contains("function_call");
        return calls || !toolCalls.isEmpty() ? "tool-call" : "full";
    }

    @Override
    public byte[] edited(List<TextEdit> edits) {
        Splices splices = new Splices();
        Passage.splice(passages, edits, splices);
        return splices.isEmpty() ? original : splices.apply(original);
    }

    ChatEnvelope envelope() {
        return envelope;
    }
}
