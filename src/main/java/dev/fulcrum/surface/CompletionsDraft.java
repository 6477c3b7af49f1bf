package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A Completions answer while it is put together: chunks look like whole answers; not safe between threads. */
final class CompletionsDraft implements AnswerDraft {
    private static final WatchedFields WATCHED =
            new WatchedFields("usage", "finish_reason", "error", "errors", "detail", "message", "msg", "choices");

    private final boolean keep;
    private final ReleaseGate gate;
    private final Map<Integer, CompletionsChoice> choices = new TreeMap<>();
    private ChatEnvelope envelope = ChatEnvelope.UNKNOWN;
    private boolean complete;
    private boolean whole;
    private final AnswerRest rest;

    CompletionsDraft(boolean keep, ReleaseGate gate) {
        this.keep = keep;
        this.gate = gate;
        this.rest = new AnswerRest(gate);
    }

    @Override
    public void addAnswer(Fragment answer) {
        whole = true;
        add(answer);
    }

    @Override
    public void addEvent(String name, Fragment event) {
        add(event);
        for (CompletionsChoice choice : choices.values()) {
            if (!choice.finishReason().isEmpty()) {
                choice.part().complete();
            }
        }
    }

    private void add(Fragment event) {
        JsonDocument document = event.document();
        ReportedError.refuse(document, 0, "choices");
        int array = document.member(0, "choices");
        if (!document.is(Kind.OBJECT, 0) || (!document.absent(array) && !document.is(Kind.ARRAY, array))) {
            throw new UnreadableAnswer(
                    UnreadableAnswer.NOT_AN_ANSWER, "the answer should be a JSON object with an array of choices");
        }
        envelope = envelope.with(document);
        int position = 0;
        for (int node : document.children(array)) {
            try {
                addChoice(event, node, position);
            } catch (UnexpectedShape e) {
                throw UnreadableAnswer.of(e.in("choices[" + position + "]"));
            }
            position++;
        }
        if (keep) {
            rest.take(event);
        }
    }

    private void addChoice(Fragment event, int node, int position) throws UnexpectedShape {
        JsonDocument document = event.document();
        if (!document.is(Kind.OBJECT, node)) {
            throw new UnexpectedShape("", "an object", document.kind(node));
        }
        long told = document.whole(document.member(node, "index"), position);
        int index = (int) Math.max(0, Math.min(told, Integer.MAX_VALUE));
        if (whole && choices.containsKey(index)) {
            // two choices of one index are two texts to whoever goes by their places
            index = Collections.max(choices.keySet()) + 1;
        }
        CompletionsChoice choice =
                choices.computeIfAbsent(index, place -> new CompletionsChoice(place, gate.part(Part.CHOICE, place)));
        TextPieces text = event.text(document.member(node, "text"), "text");
        if (keep && text.count() > 0) {
            choice.part().say(text);
        }
        int logprobs = document.member(node, "logprobs");
        if (keep && !document.absent(logprobs)) {
            choice.part().toldIn(event.start(logprobs), event.end(logprobs), "null");
        }
        String reason = document.textOrEmpty(document.member(node, "finish_reason"));
        if (!reason.isEmpty()) {
            choice.finished(reason, event.at());
        }
    }

    @Override
    public void addAside(String text, int start, int end) {
        rest.aside(text, start, end);
    }

    @Override
    public void end() {
        complete = true;
        choices.values().forEach(choice -> choice.part().complete());
        rest.end();
    }

    @Override
    public boolean watches(byte[] bytes, int from, int to) {
        return WATCHED.any(bytes, from, to);
    }

    @Override
    public boolean isEmpty() {
        return choices.isEmpty();
    }

    @Override
    public boolean ended() {
        return !choices.isEmpty()
                && choices.values().stream()
                        .noneMatch(choice -> choice.finishReason().isEmpty());
    }

    @Override
    public List<GrowingPart> parts() {
        return Stream.concat(choices.values().stream().map(CompletionsChoice::part), rest.parts().stream())
                .toList();
    }

    @Override
    public List<Answer> answers() {
        return choices.values().stream()
                .map(choice -> new Answer(
                        choice.part().text(),
                        "",
                        choice.finishReason(),
                        choice.index(),
                        complete || (!gate.open() && !choice.finishReason().isEmpty())))
                .toList();
    }

    @Override
    public List<ToolCall> toolCalls() {
        return List.of();
    }

    @Override
    public Tokens tokens() {
        return envelope.tokens();
    }

    @Override
    public String finishReason() {
        return choices.values().stream()
                .map(CompletionsChoice::finishReason)
                .findFirst()
                .orElse("");
    }

    @Override
    public String answerClass() {
        List<String> reasons =
                choices.values().stream().map(CompletionsChoice::finishReason).toList();
        if (reasons.contains("content_filter")) {
            return "filtered";
        }
        return reasons.contains("length") ? "truncated" : "full";
    }

    ChatEnvelope envelope() {
        return envelope;
    }

    /** The choices by index. */
    Collection<CompletionsChoice> choices() {
        return Collections.unmodifiableCollection(choices.values());
    }
}
