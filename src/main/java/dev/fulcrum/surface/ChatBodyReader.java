package dev.fulcrum.surface;

import java.io.ByteArrayOutputStream;

/** Reads a Chat Completions answer that comes as one JSON object. */
final class ChatBodyReader implements AnswerReader {
    private final JsonReader json;
    private final boolean keep;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    /** The first byte that is not blank; 0 before it came. */
    private byte first;

    ChatBodyReader(JsonReader json, boolean keep) {
        this.json = json;
        this.keep = keep;
    }

    @Override
    public void feed(byte[] next) {
        bytes.writeBytes(next);
        if (first == 0) {
            first = firstOf(next);
            refuseOtherThanObject();
        }
    }

    private static byte firstOf(byte[] bytes) {
        for (byte b : bytes) {
            if (!JsonTape.blank(b)) {
                return b;
            }
        }
        return 0;
    }

    private void refuseOtherThanObject() {
        if (first == '<') {
            throw UnreadableAnswer.page();
        }
        if (first != '{' && first != 0) {
            throw new UnreadableAnswer(UnreadableAnswer.MALFORMED, "the answer does not begin with '{'");
        }
    }

    @Override
    public WholeAnswer finish() {
        refuseOtherThanObject();
        byte[] body = bytes.toByteArray();
        ChatChoices choices = new ChatChoices(keep);
        try {
            JsonDocument document = json.read(body, 0, body.length, false);
            choices.addAnswer(ChatFragment.whole(document));
        } catch (MalformedJson e) {
            throw UnreadableAnswer.of(e, "answer");
        }
        if (choices.isEmpty()) {
            throw new UnreadableAnswer(UnreadableAnswer.NOT_AN_ANSWER, "the answer has no choices");
        }
        return keep ? ChatAnswer.kept(body, false, choices) : ChatAnswer.watched(false, choices);
    }
}
