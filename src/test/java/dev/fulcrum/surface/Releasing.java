package dev.fulcrum.surface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Part;
import dev.fulcrum.model.TextEdit;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Reads a stream in random chunks and releases it in random steps, as a gateway does that judges while an answer comes. */
final class Releasing {
    private final Random random;
    private final byte[] bytes;
    private final List<TextEdit> edits;
    private final AnswerReader reader;
    private final List<Part> seen = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Releasing(Random random, Surface surface, byte[] bytes, List<TextEdit> edits) {
        this.random = random;
        this.bytes = bytes;
        this.edits = edits;
        this.reader = surface.answerReader(true);
    }

    /** The bytes that come out, whose beginnings never say more than was settled. */
    static byte[] released(Random random, Surface surface, byte[] bytes, List<TextEdit> edits) {
        return new Releasing(random, surface, bytes, edits).run();
    }

    private byte[] run() {
        int step = 1 + random.nextInt(random.nextBoolean() ? 8 : 200);
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(step));
            reader.feed(Arrays.copyOfRange(bytes, from, to));
            from = to;
            if (random.nextInt(3) == 0) {
                release(false);
            }
        }
        WholeAnswer answer = reader.finish();
        assertThat(reader.soFar().parts()).extracting(PartSoFar::part).isEqualTo(answer.parts());
        assertThat(seen).allSatisfy(early -> assertThat(answer.parts())
                .anyMatch(part -> same(part, early) && part.text().startsWith(early.text())));
        assertThat(reader.soFar().parts()).allMatch(PartSoFar::complete);
        release(true);
        assertThat(reader.releasedCharacters())
                .isEqualTo(answer.parts().stream()
                        .mapToInt(part -> part.text().length())
                        .sum());
        return out.toByteArray();
    }

    private void release(boolean all) {
        List<Settled> settled = new ArrayList<>();
        List<TextEdit> known = new ArrayList<>();
        for (PartSoFar so : reader.soFar().parts()) {
            Part part = so.part();
            seen.add(part);
            int length = part.text().length();
            int until = all ? length : outsideEdits(part, random.nextInt(length + 1));
            if (all || random.nextBoolean()) {
                settled.add(new Settled(part, until));
                edits.stream()
                        .filter(edit -> same(edit.part(), part) && edit.span().end() <= until)
                        .forEach(known::add);
            }
        }
        out.writeBytes(reader.release(settled, known));
    }

    private int outsideEdits(Part part, int until) {
        for (TextEdit edit : edits) {
            if (same(edit.part(), part)
                    && edit.span().start() < until
                    && until < edit.span().end()) {
                return edit.span().start();
            }
        }
        return until;
    }

    private static boolean same(Part one, Part other) {
        return one.kind().equals(other.kind()) && one.index() == other.index();
    }
}
