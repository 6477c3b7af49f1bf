package dev.fulcrum.surface;

import dev.fulcrum.model.Answer;
import dev.fulcrum.model.Tokens;
import dev.fulcrum.model.ToolCall;
import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The choices of a Chat Completions answer while they are put together out of one document or many; not safe between threads. */
final class ChatChoices implements AnswerDraft {
    /** Field of the message in a whole answer and in a chunk. */
    private static final String MESSAGE = "message";

    private static final String DELTA = "delta";
    /** The classes of answers, from the one that takes most from the user. */
    private static final List<String> CLASSES = List.of("filtered", "refusal", "truncated", "tool-call", "full");

    /** How some servers write null. */
    private static final Set<String> NO_REASON = Set.of("null", "None");

    private static final WatchedFields WATCHED =
            new WatchedFields("role", "usage", "finish_reason", "error", "errors", "detail", "message", "msg");

    private final boolean keep;
    private final ReleaseGate gate;
    private final AnswerRest rest;
    private final SortedMap<Integer, ChatChoice> choices = new TreeMap<>();
    private ChatEnvelope envelope = ChatEnvelope.UNKNOWN;
    private boolean complete;

    /** No choices yet; their texts are passed over unless {@code keep}. */
    ChatChoices(boolean keep, ReleaseGate gate) {
        this.keep = keep;
        this.gate = gate;
        this.rest = new AnswerRest(gate);
    }

    @Override
    public void addAnswer(Fragment document) {
        add(document, ChatFragment.of(document, "\n"), MESSAGE, "");
    }

    @Override
    public void addEvent(String name, Fragment event) {
        // Deltas of a choice follow on one another without anything between them.
        add(event, ChatFragment.of(event, ""), DELTA, MESSAGE);
        for (ChatChoice choice : choices.values()) {
            if (!choice.finishReason().isEmpty()) {
                choice.end();
            }
        }
    }

    @Override
    public boolean watches(byte[] bytes, int from, int to) {
        return WATCHED.any(bytes, from, to);
    }

    private void add(Fragment event, ChatFragment fragment, String field, String otherField) {
        JsonDocument document = fragment.document();
        if (!document.is(Kind.OBJECT, 0)) {
            throw new UnreadableAnswer(
                    UnreadableAnswer.NOT_AN_ANSWER,
                    "the answer should be a JSON object, but is "
                            + document.kind(0).words());
        }
        ReportedError.refuse(document, 0, "choices");
        envelope = envelope.with(document);
        int array = document.member(0, "choices");
        if (!document.absent(array) && !document.is(Kind.ARRAY, array)) {
            throw new UnreadableAnswer(
                    UnreadableAnswer.NOT_AN_ANSWER,
                    "'choices' of the answer should be an array, but is "
                            + document.kind(array).words());
        }
        int position = 0;
        Set<Integer> earlier = field.equals(DELTA) ? null : new HashSet<>();
        for (int node : document.children(array)) {
            try {
                ChatChoice choice = choice(document, node, field.equals(DELTA) ? 0 : position, event.at(), earlier);
                boolean over = choice.endedBefore(event.at());
                int size = over ? choice.size() : 0;
                addChoice(fragment, node, choice, field, otherField);
                if (over && choice.size() > size) {
                    throw UnreadableAnswer.goesOn();
                }
            } catch (UnexpectedShape e) {
                throw UnreadableAnswer.of(e.in("choices[" + position + "]"));
            }
            position++;
        }
        if (keep) {
            rest.take(event);
        }
    }

    /** @param taken indices of the same answer; null in a stream, where a choice comes again and again */
    private ChatChoice choice(JsonDocument document, int node, int otherwise, int at, Set<Integer> taken)
            throws UnexpectedShape {
        if (!document.is(Kind.OBJECT, node)) {
            throw new UnexpectedShape("", "an object", document.kind(node));
        }
        int index = (int) Math.min(document.whole(document.member(node, "index"), otherwise), Integer.MAX_VALUE);
        if (taken != null && !taken.add(index)) {
            // two choices of one index are two texts to whoever goes by their places
            index = choices.lastKey() + 1;
            taken.add(index);
        }
        ChatChoice choice = choices.get(index);
        if (choice == null) {
            choice = new ChatChoice(index, at, gate);
            choices.put(index, choice);
        }
        String reason = document.textOrEmpty(document.member(node, "finish_reason"));
        if (reason.equals("error") || !document.absent(document.member(node, "error"))) {
            throw UnreadableAnswer.upstreamError("");
        }
        if (!reason.isEmpty() && !NO_REASON.contains(reason)) {
            choice.finished(reason, at);
        }
        return choice;
    }

    private void addChoice(ChatFragment fragment, int node, ChatChoice choice, String field, String otherField)
            throws UnexpectedShape {
        JsonDocument document = fragment.document();
        boolean other = document.absent(document.member(node, field));
        addSaid(fragment, choice, document.member(node, other ? otherField : field), field);
        if (keep) {
            choice.repeatedIn(fragment, other ? JsonDocument.NONE : document.member(node, otherField));
            choice.repeatedIn(fragment, document.member(node, "logprobs"));
        }
    }

    /**
     * A chunk may have no delta, as those of Azure's asynchronous filter, and a choice that Azure filtered has no message. Any other choice without
     * one is none: its text may stand where nobody looks.
     */
    private void addSaid(ChatFragment fragment, ChatChoice choice, int said, String field) throws UnexpectedShape {
        JsonDocument document = fragment.document();
        if (document.is(Kind.OBJECT, said)) {
            if (keep) {
                choice.add(fragment, said, field.equals(MESSAGE));
            }
        } else if (!document.absent(said) || (field.equals(MESSAGE) && !choice.filtered())) {
            Kind found = said == JsonDocument.NONE ? Kind.NULL : document.kind(said);
            throw new UnexpectedShape(field, "an object", found);
        }
    }

    @Override
    public void addAside(String text, int start, int end) {
        rest.aside(text, start, end);
    }

    @Override
    public void end() {
        complete = true;
        choices.values().forEach(ChatChoice::end);
        rest.end();
    }

    @Override
    public boolean ended() {
        for (ChatChoice choice : choices.values()) {
            if (choice.finishReason().isEmpty()) {
                return false;
            }
        }
        return !choices.isEmpty();
    }

    @Override
    public boolean isEmpty() {
        return choices.isEmpty();
    }

    @Override
    public List<GrowingPart> parts() {
        List<GrowingPart> parts = new ArrayList<>(2);
        for (ChatChoice choice : choices.values()) {
            choice.each(parts::add);
        }
        parts.addAll(rest.parts());
        return parts;
    }

    @Override
    public List<Answer> answers() {
        Answer[] answers = new Answer[choices.size()];
        int count = 0;
        for (ChatChoice choice : choices.values()) {
            answers[count++] = choice.answer(
                    complete || (!gate.open() && !choice.finishReason().isEmpty()));
        }
        return List.of(answers);
    }

    @Override
    public List<ToolCall> toolCalls() {
        List<ToolCall> calls = new ArrayList<>(0);
        for (ChatChoice choice : choices.values()) {
            calls.addAll(choice.toolCalls());
        }
        return calls;
    }

    @Override
    public Tokens tokens() {
        return envelope.tokens();
    }

    @Override
    public String finishReason() {
        return choices.isEmpty() ? "" : choices.get(choices.firstKey()).finishReason();
    }

    @Override
    public String answerClass() {
        int first = CLASSES.size() - 1;
        for (ChatChoice choice : choices.values()) {
            first = Math.min(first, CLASSES.indexOf(choice.answerClass()));
        }
        return CLASSES.get(first);
    }

    /** The choices by index. */
    Collection<ChatChoice> all() {
        return Collections.unmodifiableCollection(choices.values());
    }

    ChatEnvelope envelope() {
        return envelope;
    }
}
