package dev.fulcrum.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fulcrum.model.Finding;
import dev.fulcrum.model.Inspection;
import dev.fulcrum.model.Part;
import dev.fulcrum.model.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * A text that comes piece by piece.
 *
 * @param text the whole
 */
record GrownText(Inspection inspection, String text) {

    /** After each piece exactly that is seen, before the settled position, which is seen there in the whole. */
    void assertSeenAsWhole(int first, IntSupplier pieces) {
        Map<String, List<Span>> whole = spans(inspection.inspect(List.of(part(text))));
        Inspection.Growing growing = inspection.growing();
        int settled = 0;
        for (int end = first; end < text.length(); end += pieces.getAsInt()) {
            Inspection.Settled look = growing.look(part(text.substring(0, end)), false);
            assertThat(look.position()).isBetween(settled, end);
            settled = look.position();
            assertThat(spans(look.findings())).isEqualTo(before(whole, settled));
        }
        Inspection.Settled last = growing.look(part(text), true);

        assertThat(last.position()).isEqualTo(text.length());
        assertThat(spans(last.findings())).isEqualTo(whole);
    }

    private static Part part(String text) {
        return new Part(Part.CHOICE, "assistant", 0, true, text);
    }

    private static Map<String, List<Span>> spans(List<Finding> findings) {
        return findings.stream().collect(Collectors.toMap(Finding::kind, Finding::spans));
    }

    private static Map<String, List<Span>> before(Map<String, List<Span>> whole, int position) {
        Map<String, List<Span>> before = new HashMap<>();
        whole.forEach((kind, all) -> {
            List<Span> spans = new ArrayList<>(all);
            spans.removeIf(span -> span.end() > position);
            if (!spans.isEmpty()) {
                before.put(kind, spans);
            }
        });
        return before;
    }
}
