package dev.fulcrum.surface;

import dev.fulcrum.model.TextEdit;
import java.util.List;

/** Reads an answer that comes as one JSON object, of whatever surface. */
final class BodyReader extends DraftReader {
    private final JsonReader json;
    private final GatheredBytes bytes = new GatheredBytes();
    /** The first byte that is not blank; 0 before it came. */
    private byte first;

    private byte[] body;
    private boolean released;

    BodyReader(JsonReader json, boolean keep, ReleaseGate gate, AnswerDraft draft) {
        super(keep, gate, draft);
        this.json = json;
    }

    @Override
    public void feed(byte[] next) {
        bytes.add(next);
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
        byte[] whole = bytes.whole();
        gate().over();
        try {
            draft().addAnswer(Fragment.whole(json.read(whole, 0, whole.length, false)));
        } catch (MalformedJson e) {
            throw UnreadableAnswer.of(e, "answer");
        }
        if (draft().isEmpty()) {
            throw new UnreadableAnswer(UnreadableAnswer.NOT_AN_ANSWER, "the JSON is not an answer of this surface");
        }
        draft().end();
        gate().event(0);
        body = whole;
        return keeps()
                ? DraftAnswer.kept(() -> whole, false, draft(), gate().signed())
                : DraftAnswer.watched(false, draft());
    }

    @Override
    public byte[] release(List<Settled> settled, List<TextEdit> edits) {
        gate().settle(settled, edits);
        if (body == null || released || gate().passable(body.length) < body.length) {
            return new byte[0];
        }
        released = true;
        Splices splices = gate().splices();
        SignedBlocks.guard(splices, body);
        return splices.isEmpty() ? body : splices.apply(body);
    }
}
