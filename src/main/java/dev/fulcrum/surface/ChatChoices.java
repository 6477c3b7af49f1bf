package dev.fulcrum.surface;

import dev.fulcrum.surface.JsonDocument.Kind;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The choices of a Chat Completions answer while they are put together out of one document or many; not safe between threads. */
final class ChatChoices {
    /** Field of the message in a whole answer and in a chunk. */
    private static final String MESSAGE = "message";

    private static final String DELTA = "delta";

    private final boolean keep;
    private final SortedMap<Integer, ChatChoice> choices = new TreeMap<>();
    private ChatEnvelope envelope = ChatEnvelope.UNKNOWN;

    /** No choices yet; their texts are passed over unless {@code keep}. */
    ChatChoices(boolean keep) {
        this.keep = keep;
    }

    /** Takes a whole answer. */
    void addAnswer(ChatFragment fragment) {
        add(fragment, MESSAGE, "");
    }

    /** Takes a chunk of a stream. */
    void addChunk(ChatFragment fragment) {
        add(fragment, DELTA, MESSAGE);
    }

    private void add(ChatFragment fragment, String field, String otherField) {
        JsonDocument document = fragment.document();
        if (!document.is(Kind.OBJECT, 0)) {
            throw new UnreadableAnswer(
                    UnreadableAnswer.NOT_AN_ANSWER,
                    "the answer should be a JSON object, but is "
                            + document.kind(0).words());
        }
        int error = document.member(0, "error");
        if (!document.absent(error)) {
            throw upstreamError(document.textOrEmpty(document.member(error, "code")));
        }
        envelope = envelope.with(document);
        int array = document.member(0, "choices");
        if (!document.absent(array) && !document.is(Kind.ARRAY, array)) {
            throw new UnreadableAnswer(
                    UnreadableAnswer.NOT_AN_ANSWER,
                    "'choices' of the answer should be an array, but is "
                            + document.kind(array).words());
        }
        int[] children = document.children(array);
        for (int position = 0; position < children.length; position++) {
            try {
                addChoice(fragment, children[position], position, field, otherField);
            } catch (UnexpectedShape e) {
                throw new UnreadableAnswer(
                        UnreadableAnswer.NOT_AN_ANSWER,
                        e.in("choices[" + position + "]").getMessage());
            }
        }
    }

    private void addChoice(ChatFragment fragment, int node, int position, String field, String otherField)
            throws UnexpectedShape {
        JsonDocument document = fragment.document();
        if (!document.is(Kind.OBJECT, node)) {
            throw new UnexpectedShape("", "an object", document.kind(node));
        }
        int otherwise = field.equals(DELTA) ? 0 : position;
        long index = document.whole(document.member(node, "index"), otherwise);
        ChatChoice choice = choices.computeIfAbsent((int) Math.min(index, Integer.MAX_VALUE), ChatChoice::new);
        String reason = document.textOrEmpty(document.member(node, "finish_reason"));
        if (!reason.isEmpty()) {
            choice.finished(reason);
        }
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
                choice.add(fragment, said);
            }
        } else if (!document.absent(said) || (field.equals(MESSAGE) && !choice.filtered())) {
            Kind found = said == JsonDocument.NONE ? Kind.NULL : document.kind(said);
            throw new UnexpectedShape(field, "an object", found);
        }
    }

    /** The failure that an error object of the model's server stands for; its message is left out, because it may quote the request. */
    static UnreadableAnswer upstreamError(String code) {
        boolean name = code.matches("[A-Za-z0-9_.-]{1,64}");
        return new UnreadableAnswer(
                UnreadableAnswer.UPSTREAM_ERROR,
                "the model's server reported an error in the place of an answer" + (name ? ": " + code : ""));
    }

    boolean allFinished() {
        return !choices.isEmpty()
                && choices.values().stream()
                        .noneMatch(choice -> choice.finishReason().isEmpty());
    }

    boolean isEmpty() {
        return choices.isEmpty();
    }

    /** The choices by index. */
    Collection<ChatChoice> all() {
        return Collections.unmodifiableCollection(choices.values());
    }

    ChatEnvelope envelope() {
        return envelope;
    }
}
